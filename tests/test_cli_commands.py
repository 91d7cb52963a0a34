"""The commands that count, follow, take away and look after: what they give, and what they exit with."""
import csv
import io
import json
import os
import pty
import signal
import subprocess
import threading
import time

import pytest
import requests

from conftest import SAMPLES
from epitaph_server import BINARY, Server
from task_events import compact, envelope, task_detail


def count_by(tasks: list[dict], member) -> dict[str, int]:
    counts: dict[str, int] = {}
    for task in tasks:
        counts[member(task)] = counts.get(member(task), 0) + 1
    return counts


@pytest.mark.parametrize("facet,member", [
    ("cause", lambda t: t["diagnosis"]["cause"]), ("stop-code", lambda t: t["stopCode"]),
    ("family", lambda t: t["taskDefinitionArn"].rsplit("/", 1)[1].split(":")[0]),
    ("launch-type", lambda t: t["launchType"])])
def test_top_counts_what_is_there(stocked, facet, member):
    tasks = stocked.epitaph_json("tasks")
    rows = stocked.epitaph_json("top", "--by", facet, "--limit", "1000")
    assert {row["value"]: row["count"] for row in rows} == count_by(tasks, member)
    assert [row["count"] for row in rows] == sorted((row["count"] for row in rows), reverse=True)
    assert all(sum(bar["count"] for bar in row["histogram"]) == row["count"] for row in rows)


def test_every_facet_filters_every_command(stocked):
    for option, facet in [("--image", "image"), ("--digest", "digest"), ("--zone", "zone"), ("--deployment", "deployment"),
                          ("--started-by", "started-by"), ("--instance", "instance"), ("--desired-status", "desired-status"),
                          ("--capacity-provider", "capacity-provider"), ("--task-definition", "task-definition"),
                          ("--kind", "kind"), ("--container", "container"), ("--exit-code", "exit-code")]:
        for row in stocked.epitaph_json("top", "--by", facet):
            assert len(stocked.epitaph_json("tasks", option, row["value"])) == row["count"], (option, row["value"])
    both = stocked.epitaph_json("tasks", "--cause", "out-of-memory,spot-interruption")
    assert {task["diagnosis"]["cause"] for task in both} == {"out-of-memory", "spot-interruption"}
    assert len(stocked.epitaph_json("tasks", "--text", "spot TASK was")) == 2


def test_an_issue_is_its_tasks(stocked):
    issues = stocked.epitaph_json("issues", "--order", "count")
    assert sum(issue["count"] for issue in issues) == len(stocked.epitaph_json("tasks", "--kind", "failure,disruption"))
    for issue in issues:
        tasks = stocked.epitaph_json("tasks", "--issue", issue["id"])
        assert len(tasks) == issue["count"]
        assert {task["diagnosis"]["cause"] for task in tasks} == {issue["cause"]}


def test_events_are_of_every_kind_and_newest_first(stocked):
    events = stocked.epitaph_json("events", "--limit", "1000")
    assert len(events) == len(SAMPLES.read_text().splitlines())
    assert [event["time"] for event in events] == sorted((event["time"] for event in events), reverse=True)
    assert {e["detail-type"] for e in stocked.epitaph_json("events", "--detail-type", "ECS Service Action")} == {
        "ECS Service Action"}


def test_an_export_is_the_very_events(stocked):
    kept = SAMPLES.read_text().splitlines()
    raw = stocked.epitaph("export", "--all", "--unmasked").splitlines()
    assert sorted(raw) == sorted(line for line in kept if '"ECS Task State Change"' in line)
    rows = list(csv.DictReader(io.StringIO(stocked.epitaph("export", "-o", "csv"))))
    tasks = stocked.epitaph_json("tasks")
    assert [(row["taskArn"], row["cause"]) for row in rows] == [(t["taskArn"], t["diagnosis"]["cause"]) for t in tasks]
    assert len(stocked.epitaph("export", "-o", "csv", "--limit", "3").splitlines()) == 4
    told = stocked.epitaph("export", tasks[0]["taskArn"], "-o", "markdown")
    assert told.startswith("## Task ") and "### What says so" in told and "### Timeline" in told


def test_an_export_follows_its_pages(server):
    server.intake([envelope(task_detail()) for _ in range(1100)])
    assert len(server.epitaph("export").splitlines()) == 1100
    page = requests.get(f"{server.url}/api/v1/export?format=csv&limit=1000", timeout=60)
    assert 'rel="next"' in page.headers["Link"]
    assert len(server.epitaph("export", "-o", "csv").splitlines()) == 1101


def stop_now(task: str, **members) -> dict:
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return envelope(task_detail(task, stoppedAt=now, updatedAt=now, **members), time=now)


def test_tail_tells_of_each_stop_once(server):
    following = subprocess.Popen([BINARY, "tail", "-o", "ndjson", "--timeout", "4s"], stdout=subprocess.PIPE,
                                 env=server.environment())
    time.sleep(0.5)
    for letter in "ab":
        server.intake(stop_now(letter * 32))
        time.sleep(0.7)
        server.intake(stop_now(letter * 32, version=7))  # told again, later and otherwise
    output = following.communicate(timeout=30)[0]
    assert following.returncode == 124
    assert [json.loads(line)["taskId"] for line in output.splitlines()] == ["a" * 32, "b" * 32]


def test_tail_fails_on_a_failure_and_is_interrupted(server):
    following = subprocess.Popen([BINARY, "tail", "--fail-on", "failure"], stdout=subprocess.PIPE,
                                 env=server.environment())
    time.sleep(0.5)
    server.intake(stop_now("a" * 32))
    assert following.wait(30) == 6
    following = subprocess.Popen([BINARY, "tail"], stdout=subprocess.PIPE, env=server.environment())
    time.sleep(0.5)
    following.send_signal(signal.SIGINT)
    assert following.wait(30) == 130


def test_doctor(server):
    findings = {f["check"]: f["result"] for f in server.epitaph_json("doctor")}
    assert findings == {"server": "ok", "version": "ok", "data folder": "ok", "default rule": "ok", "events": "look",
                        "clock": "ok"}
    server.intake(stop_now("a" * 32))
    server.boto3("events").disable_rule(Name="ecs-stopped-tasks")
    findings = {f["check"]: f["result"] for f in server.epitaph_json("doctor")}
    assert (findings["events"], findings["default rule"]) == ("ok", "look")
    assert "cannot reach" in server.epitaph("doctor", "--url", "http://127.0.0.1:1", exit_code=5)


def test_completion_knows_commands_options_and_names(stocked):
    assert stocked.epitaph("complete", "ta").split() == ["tail", "tasks"]
    assert "--cluster" in stocked.epitaph("complete", "tasks", "--cl").split()
    assert stocked.epitaph("complete", "tasks", "--cluster", "").split() == ["batch", "shop", "stores"]
    assert stocked.epitaph("complete", "top", "-s", "cata").split() == ["catalog"]
    began = time.monotonic()
    quiet = stocked.epitaph_run("complete", "tasks", "--cluster", "", EPITAPH_URL="http://127.0.0.1:1")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, b"", b"")
    assert time.monotonic() - began < 2


def test_bash_takes_the_completion(stocked):
    script = ('eval "$(epitaph completion bash)"; COMP_WORDS=(epitaph why --ex); COMP_CWORD=2; _epitaph; '
              'echo "${COMPREPLY[@]}"')
    path = f"{BINARY.parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60,
                          env=stocked.environment(PATH=path))
    assert done.stdout.strip() == "--explain", done.stderr
    for shell in ("zsh", "fish"):
        assert "epitaph complete" in stocked.epitaph("completion", shell)


def test_the_man_page_names_every_command(stocked):
    page = stocked.epitaph("man")
    for command in ("serve", "tasks", "why", "top", "issues", "events", "tail", "import", "export", "doctor"):
        assert f".SS epitaph {command}" in page


def on_a_terminal(server: Server, *command: str) -> str:
    """What a command writes when stdout and stderr are a terminal."""
    leader, follower = pty.openpty()
    process = subprocess.Popen([BINARY, *command], stdin=subprocess.DEVNULL, stdout=follower, stderr=follower,
                               env=server.environment(TERM="xterm"))
    os.close(follower)
    chunks: list[bytes] = []

    def read():
        try:
            while chunk := os.read(leader, 65536):
                chunks.append(chunk)
        except OSError:
            pass  # the other end is closed

    reader = threading.Thread(target=read)
    reader.start()
    assert process.wait(120) == 0
    reader.join()
    os.close(leader)
    return b"".join(chunks).decode()


def test_an_import_shows_how_far_it_is_on_a_terminal_alone(server, tmp_path):
    file = tmp_path / "many.ndjson"
    file.write_text("\n".join(compact(envelope(task_detail())) for _ in range(3_000)))
    assert "\r\x1b[K0 of 1 files · " in on_a_terminal(server, "import", str(file))
    assert server.epitaph_run("import", str(file)).stderr == b""


def test_an_import_takes_what_ecs_describes(server, tmp_path):
    detail = task_detail("a" * 32)
    described = {key: value for key, value in detail.items() if key != "updatedAt"}
    described |= {"createdAt": 1772445600.123, "startedAt": 1772445640.0, "stoppedAt": 1772446559.0,
                  "stoppingAt": 1772446545.0}
    arn = "arn:aws:ecs:eu-west-1:111122223333"
    files = {"tasks.json": {"failures": [], "tasks": [described]},
             "definition.json": {"taskDefinition": {"taskDefinitionArn": detail["taskDefinitionArn"],
                                                    "containerDefinitions": [{"name": "app", "essential": True}]}, "tags": []},
             "services.json": {"services": [{"serviceArn": f"{arn}:service/shop/checkout", "serviceName": "checkout",
                                             "clusterArn": f"{arn}:cluster/shop", "status": "ACTIVE", "desiredCount": 2,
                                             "runningCount": 0, "pendingCount": 0, "events": []}], "failures": []}}
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content, indent=4))
    for imported, known in ((1, 0), (0, 1)):
        counts = json.loads(server.epitaph("import", *(str(tmp_path / name) for name in files), "-o", "json"))
        assert counts == {"files": 3, "imported": imported, "alreadyKnown": known, "described": 2, "rejected": 0}
    [task] = server.epitaph_json("tasks")
    assert (task["stoppedAt"], task["diagnosis"]["cause"]) == ("2026-03-02T10:15:59Z", "app-exit-error")
    service = requests.get(f"{server.url}/api/v1/services/shop/checkout", timeout=60).json()
    assert (service["desiredCount"], service["described"]["status"]) == (2, "ACTIVE")
    # The event itself, when it comes, counts more than what was described of the same version.
    server.intake(envelope(detail, event_id="the-event"))
    timeline = requests.get(f"{server.url}/api/v1/tasks/{'a' * 32}/timeline", timeout=60).json()["items"]
    assert timeline[-1]["eventId"] == "the-event"
