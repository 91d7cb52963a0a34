"""Log events as they are written: server-sent events under /api/v1, `aws logs tail --follow`, and the CLI's own tail.
StartLiveTail itself is newer than Debian's clients: the JavaScript SDK speaks it (tests/javascript/live-tail.test.mjs)."""
import http.client
import json
import signal
import subprocess
import threading
import time
import urllib.parse

import pytest

from epitaph_server import BINARY, Server
from task_events import envelope, task_detail

GROUP = "/app/tailed"
DEFAULT_GROUP = "/aws/events/ecs-stopped-tasks"


@pytest.fixture
def logs(server: Server):
    client = server.boto3("logs")
    client.create_log_group(logGroupName=GROUP)
    for stream in ["web/1", "job/1"]:
        client.create_log_stream(logGroupName=GROUP, logStreamName=stream)
    return client


def put(logs, *messages: str, stream: str = "web/1") -> None:
    now = int(time.time() * 1000)
    logs.put_log_events(logGroupName=GROUP, logStreamName=stream,
                        logEvents=[{"timestamp": now, "message": message} for message in messages])


class Tail:
    """The server-sent events of one GET /api/v1/logs/tail, from its first."""

    def __init__(self, server: Server, **query: str):
        host = urllib.parse.urlsplit(server.url).netloc
        self.connection = http.client.HTTPConnection(host, timeout=60)
        self.connection.request("GET", "/api/v1/logs/tail?" + urllib.parse.urlencode(query))
        self.response = self.connection.getresponse()
        assert self.response.status == 200, self.response.read()
        assert self.response.headers["Content-Type"] == "text/event-stream"
        name, data = self.event()
        assert name == "session" and data["logGroups"] == query["group"].split(",")

    def event(self) -> tuple[str, dict]:
        """The next one; ("", {}) when the stream ends."""
        name, data = "", ""
        for line in iter(lambda: self.response.readline().decode(), ""):
            line = line.rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                data = line[6:]
            elif not line and name:
                return name, json.loads(data)
        return "", {}

    def messages(self, count: int) -> list[str]:
        seen: list[str] = []
        while len(seen) < count:
            name, data = self.event()
            assert name == "update" and data["dropped"] == 0, (name, data)
            seen += [event["message"] for event in data["events"]]
        return seen

    def close(self) -> None:
        self.response.close()
        self.connection.close()


def test_both_doors_are_tailed(server, logs):
    tail = Tail(server, group=f"{GROUP},{DEFAULT_GROUP}")
    put(logs, "by PutLogEvents")
    assert tail.messages(1) == ["by PutLogEvents"]
    event = envelope(task_detail("a" * 32))
    server.intake(event)
    [told] = tail.messages(1)
    assert json.loads(told) == event
    put(logs, *[f"n {n}" for n in range(400)])
    assert tail.messages(400) == [f"n {n}" for n in range(400)]
    tail.close()


def test_a_tail_is_narrowed(server, logs):
    tails = [Tail(server, group=GROUP, **query) for query in
             ({"stream": "job/1"}, {"streamPrefix": "web/"}, {"pattern": "{ $.level = \"error\" }"})]
    put(logs, '{"level":"info"}', '{"level":"error"}')
    put(logs, "a job", stream="job/1")
    assert tails[0].messages(1) == ["a job"]
    assert tails[1].messages(2) == ['{"level":"info"}', '{"level":"error"}']
    assert tails[2].messages(1) == ['{"level":"error"}']
    for tail in tails:
        tail.close()


def test_what_is_told_is_masked(server, logs):
    tail = Tail(server, group=GROUP)
    put(logs, '{"environment":[{"name":"KEY","value":"s3cret"}]}', "see https://host/x?signature=s3cret")
    assert tail.messages(2) == ['{"environment":[{"name":"KEY","value":"***"}]}', "see https://host/x?***"]
    tail.close()


def test_a_reader_that_is_slow_holds_nobody_up(server, logs):
    tail = Tail(server, group=GROUP)
    message = "x" * 100_000
    for _ in range(100):  # 100 MB, which nobody takes
        put(logs, *[message] * 10)
    dropped = told = 0
    while dropped + told < 1000:
        name, data = tail.event()
        assert name == "update"
        told += len(data["events"])
        dropped += data["dropped"]
    assert (dropped + told, dropped > 0) == (1000, True)
    put(logs, "now it is read")
    assert tail.messages(1) == ["now it is read"]
    tail.close()


def test_fifteen_sessions_and_their_places_are_given_back(server, logs):
    tails = [Tail(server, group=GROUP) for _ in range(15)]
    refused = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc, timeout=60)
    refused.request("GET", f"/api/v1/logs/tail?group={GROUP}")
    assert refused.getresponse().status == 503
    tails.pop().close()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:  # the server has to notice first
        try:
            tails.append(Tail(server, group=GROUP))
            break
        except AssertionError:
            time.sleep(0.1)
    assert len(tails) == 15
    for tail in tails:
        tail.close()


def test_a_stop_ends_the_streams_with_a_word(server, logs):
    tails = [Tail(server, group=GROUP) for _ in range(3)]
    server.stop()
    assert [tail.event() for tail in tails] == [("end", {"reason": "stopped"})] * 3
    assert [tail.event() for tail in tails] == [("", {})] * 3
    server.start()


def follow(server: Server, *command: str) -> subprocess.Popen:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env=server.environment(PYTHONUNBUFFERED="1"))


def wait_for_session(server: Server, logs, line_of) -> str:
    """Puts events until one comes out: a client that has just been started does not see the first."""
    stop = threading.Event()

    def keep_putting():
        while not stop.is_set():
            put(logs, "are you there?")
            time.sleep(0.2)

    writer = threading.Thread(target=keep_putting)
    writer.start()
    try:
        return line_of()
    finally:
        stop.set()
        writer.join()


@pytest.mark.parametrize("command", [
    [BINARY, "tail", "--group", GROUP, "there", "-o", "ndjson"],
    [BINARY, "logs", "tail", GROUP, "there", "-o", "ndjson"]], ids=["tail", "logs tail"])
def test_epitaph_follows_a_log_group(server, logs, command):
    if command[1] == "logs" and b"Follow log groups" not in server.epitaph_run("logs", "tail", "--help").stdout:
        pytest.skip("there is no `epitaph logs tail`")
    following = follow(server, *command)
    event = json.loads(wait_for_session(server, logs, following.stdout.readline))
    assert (event["logGroupName"], event["logStreamName"], event["message"]) == (GROUP, "web/1", "are you there?")
    put(logs, "not this", "still there")
    while (event := json.loads(following.stdout.readline()))["message"] != "still there":
        assert event["message"] == "are you there?"
    following.send_signal(signal.SIGINT)
    assert following.wait(30) == 130


def test_epitaph_tail_is_told_what_is_wrong(server, logs):
    assert server.epitaph_run("tail", "--group", "/none").returncode == 3
    bad = server.epitaph_run("tail", "--group", GROUP, "{ $.a")
    assert (bad.returncode, b"it must end with" in bad.stderr) == (2, True)
    assert server.epitaph_run("tail", "a pattern alone").returncode == 2
    assert server.epitaph_run("tail", "--group", GROUP, "--timeout", "1s").returncode == 124


def test_epitaph_tail_ends_with_the_server(server, logs):
    following = follow(server, BINARY, "tail", "--group", GROUP, "--utc")
    line = wait_for_session(server, logs, following.stdout.readline)
    assert " UTC  web/1  are you there?" in line
    server.stop()
    assert following.wait(30) == 5
    server.start()


def test_aws_logs_tail_follows(server, logs):
    following = follow(server, "/usr/bin/aws", "--endpoint-url", server.url, "logs", "tail", GROUP, "--follow", "--format",
                       "short", "--since", "1m")
    line = wait_for_session(server, logs, following.stdout.readline)
    assert line.endswith(" are you there?\n")
    put(logs, "once more")
    while (line := following.stdout.readline()).endswith(" are you there?\n"):
        pass
    assert line.endswith(" once more\n"), line
    following.terminate()  # it would not end by a SIGINT where whoever runs the tests ignores that one
    following.wait(30)
