"""kill -9 while it writes: what was acknowledged is there exactly once, and nothing is there by half.

Each round loads the server from several connections through three doors, kills it at a random moment, starts it again on
what is left on disk and asks for everything. EPITAPH_CRASH_ROUNDS says how often (5).
"""
import dataclasses
import http.client
import json
import os
import random
import threading
import time
import uuid
from urllib.parse import urlsplit

import pytest

from epitaph_server import Server
from task_events import entry, envelope, task_detail

ROUNDS = int(os.environ.get("EPITAPH_CRASH_ROUNDS", "5"))
ROUNDS_A_STORE = 5  # reading everything back costs as much as is there
GROUP = "/aws/events/ecs-stopped-tasks"
BATCH = 10


@dataclasses.dataclass
class Acknowledged:
    """What the server said it has, of all rounds on one store."""
    tasks: dict[str, str] = dataclasses.field(default_factory=dict)  # event id -> task id
    log_events: dict[str, list[str]] = dataclasses.field(default_factory=dict)  # stream -> messages in order


class Load(threading.Thread):
    """One connection that writes until the server is gone, and notes what was acknowledged."""

    def __init__(self, server: Server, acknowledged: Acknowledged):
        super().__init__()
        self.server, self.acknowledged = server, acknowledged
        self.failure: str | None = None

    def run(self):
        address = urlsplit(self.server.url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        try:
            self.prepare()
            while True:
                self.write()
        except (OSError, http.client.HTTPException):
            pass  # the server was killed
        except AssertionError as failure:
            self.failure = str(failure)

    def post(self, path: str, target: str, body) -> dict:
        headers = {"Content-Type": "application/x-amz-json-1.1"} | ({"X-Amz-Target": target} if target else {})
        self.connection.request("POST", path, json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return json.loads(text) if text else {}

    def prepare(self):
        pass


class PutEvents(Load):
    def write(self):
        details = [task_detail() for _ in range(BATCH)]
        answer = self.post("/", "AWSEvents.PutEvents", {"Entries": [entry(detail) for detail in details]})
        assert answer["FailedEntryCount"] == 0
        for told, detail in zip(answer["Entries"], details):
            self.acknowledged.tasks[told["EventId"]] = detail["taskArn"].rsplit("/", 1)[1]


class Intake(Load):
    def write(self):
        events = [envelope(task_detail()) for _ in range(BATCH)]
        answer = self.post("/intake/eventbridge", "", events)
        assert answer["accepted"] == BATCH
        for event in events:
            self.acknowledged.tasks[event["id"]] = event["detail"]["taskArn"].rsplit("/", 1)[1]


class PutLogEvents(Load):
    """Whole batches, numbered: of the one that was under way all or nothing may be there."""

    def prepare(self):
        self.stream = uuid.uuid4().hex
        self.post("/", "Logs_20140328.CreateLogStream", {"logGroupName": "/app", "logStreamName": self.stream})
        self.written = self.acknowledged.log_events[self.stream] = []

    def write(self):
        messages = [f"{len(self.written) + n} {'x' * 500}" for n in range(BATCH)]
        now = int(time.time() * 1000)
        self.post("/", "Logs_20140328.PutLogEvents", {
            "logGroupName": "/app", "logStreamName": self.stream,
            "logEvents": [{"timestamp": now, "message": message} for message in messages]})
        self.written.extend(messages)


def crash(server: Server, acknowledged: Acknowledged) -> None:
    loads = [kind(server, acknowledged) for kind in (PutEvents, PutEvents, Intake, Intake, PutLogEvents, PutLogEvents)]
    for load in loads:
        load.start()
    time.sleep(random.uniform(0.1, 1.5))
    server.kill()
    for load in loads:
        load.join()
        assert load.failure is None, load.failure


def check(server: Server, acknowledged: Acknowledged) -> None:
    ids = [json.loads(message)["id"] for message in server.messages(GROUP)]
    assert len(ids) == len(set(ids)), "an event is logged twice"
    assert acknowledged.tasks.keys() <= set(ids), "an acknowledged event is lost"

    # All or nothing: what the log group has, the ledger has too, be it acknowledged or not.
    in_ledger = {task["taskArn"].rsplit("/", 1)[1] for task in all_tasks(server)}
    in_log = {json.loads(message)["detail"]["taskArn"].rsplit("/", 1)[1] for message in server.messages(GROUP)}
    assert in_ledger == in_log
    for task in random.sample(sorted(acknowledged.tasks.values()), min(5, len(acknowledged.tasks))):
        assert len(server.epitaph("trace", task).splitlines()) == 1

    logs = server.boto3("logs")
    for stream, written in acknowledged.log_events.items():
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName="/app", logStreamNames=[stream])
        kept = [event["message"] for page in pages for event in page["events"]]
        assert kept[:len(written)] == written
        assert len(kept) - len(written) in (0, BATCH), "half a batch"


def all_tasks(server: Server) -> list[dict]:
    return server.epitaph_json("tasks", "--all", "--limit", "1000000")


@pytest.mark.crash
@pytest.mark.parametrize("round_", range(0, ROUNDS, ROUNDS_A_STORE))
def test_what_was_acknowledged_survives_a_kill(data, round_):
    server, acknowledged = Server(data).start(), Acknowledged()
    try:
        server.boto3("logs").create_log_group(logGroupName="/app")
        for _ in range(min(ROUNDS_A_STORE, ROUNDS - round_)):
            crash(server, acknowledged)
            server.start()
            check(server, acknowledged)
        assert len(acknowledged.tasks) > 100
        server.stop()
    finally:
        server.kill()
