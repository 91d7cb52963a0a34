"""Canaries: secrets planted where ECS events carry them, searched for in every answer of /api/v1, every output of the
commands and every line of the log. The record itself keeps them, and only who asks for `unmasked` is given it."""
import json
import re
import subprocess

import pytest
import requests

from epitaph_server import BINARY, Server
from task_events import compact, envelope, task_detail

CANARY = "c4n4ry"
ENVIRONMENT = [{"name": "PASSWORD", "value": f"{CANARY}-environment"}]
SIGNED = f"https://prod-layers.s3.eu-west-1.amazonaws.com/ab/cd?X-Amz-Signature={CANARY}-signature&X-Amz-Date=20260302"
TASK = "a" * 32
ARN = "arn:aws:ecs:eu-west-1:111122223333"
DEFINITION = {"taskDefinitionArn": f"{ARN}:task-definition/checkout:17", "family": "checkout", "revision": 17,
              "containerDefinitions": [{"name": "app", "image": "shop/checkout:17", "essential": True,
                                        "environment": ENVIRONMENT}]}
SERVICE = {"serviceArn": f"{ARN}:service/shop/checkout", "serviceName": "checkout", "clusterArn": f"{ARN}:cluster/shop",
           "status": "ACTIVE", "desiredCount": 2, "runningCount": 0, "pendingCount": 0,
           "events": [{"id": "1", "createdAt": 1772445600.0, "message": f"unable to pull {SIGNED}"}]}


def other_event(detail_type: str, detail: dict, resource: str, number: int) -> dict:
    return {"version": "0", "id": f"0000000{number}-0000-4000-8000-000000000000", "detail-type": detail_type,
            "source": "aws.ecs", "account": "111122223333", "time": "2026-03-02T10:15:50Z", "region": "eu-west-1",
            "resources": [resource], "detail": detail}


def planted() -> list[dict]:
    stop = task_detail(TASK, stoppedReason=f"CannotPullContainerError: pull image: GET {SIGNED}: i/o timeout",
                       stopCode="TaskFailedToStart",
                       overrides={"containerOverrides": [{"name": "app", "environment": ENVIRONMENT}]})
    stop["containers"][0] |= {"reason": f"CannotPullContainerError: {SIGNED}: i/o timeout"}
    run_task = {"eventName": "RunTask", "eventSource": "ecs.amazonaws.com", "eventTime": "2026-03-02T10:00:00Z",
                "userIdentity": {"arn": "arn:aws:iam::111122223333:user/ada"}, "awsRegion": "eu-west-1",
                "requestParameters": {"cluster": "shop", "taskDefinition": "checkout:17",
                                      "overrides": {"containerOverrides": [{"name": "app", "environment": ENVIRONMENT}]}},
                "responseElements": {"tasks": [{"taskArn": stop["taskArn"], "overrides": {
                    "containerOverrides": [{"name": "app", "environment": ENVIRONMENT}]}}]}}
    register = {"eventName": "RegisterTaskDefinition", "eventSource": "ecs.amazonaws.com",
                "eventTime": "2026-03-02T09:00:00Z", "awsRegion": "eu-west-1",
                "userIdentity": {"arn": "arn:aws:iam::111122223333:user/ada"},
                "requestParameters": {"family": "checkout", "containerDefinitions": DEFINITION["containerDefinitions"]},
                "responseElements": {"taskDefinition": DEFINITION}}
    complaint = {"eventType": "ERROR", "eventName": "SERVICE_TASK_START_IMPAIRED", "clusterArn": f"{ARN}:cluster/shop",
                 "createdAt": "2026-03-02T10:15:50Z", "reason": f"cannot pull {SIGNED}"}
    return [envelope(stop), other_event("AWS API Call via CloudTrail", run_task, stop["taskArn"], 1),
            other_event("AWS API Call via CloudTrail", register, DEFINITION["taskDefinitionArn"], 2),
            other_event("ECS Service Action", complaint, SERVICE["serviceArn"], 3)]


PLANTED = planted()


@pytest.fixture(scope="module")
def planted_server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("planted") / "data", EPITAPH_SERVER_LOG_LEVEL="debug").start()
    file = running.data.parent / "planted.ndjson"
    file.write_text("\n".join([*map(compact, PLANTED), compact({"taskDefinition": DEFINITION}),
                               compact({"services": [SERVICE]})]))
    assert json.loads(running.epitaph("import", str(file), "-o", "json"))["rejected"] == 0
    yield running
    try:
        running.stop()
    finally:
        running.kill()


def gets(server: Server) -> list[str]:
    """Every path that the server says it answers a GET for and comes to an end with (test_live_tail.py has the other), its
    braces filled with what was planted."""
    document = requests.get(f"{server.url}/api/v1/openapi.json", timeout=60).json()
    [issue, *_] = requests.get(f"{server.url}/api/v1/issues", timeout=60).json()["items"]
    names = {"task": TASK, "id": issue["id"], "service": "shop/checkout", "taskDefinition": "checkout:17"}
    paths = [path for path, methods in document["paths"].items()
             if "get" in methods and "text/event-stream" not in methods["get"]["responses"]["200"]["content"]]
    return [re.sub(r"{(\w+)}", lambda brace: names[brace[1]], path) for path in paths]


def test_no_answer_of_the_api_shows_a_secret(planted_server):
    variants = ["", "?explain=true", "?format=csv", "?format=markdown", f"?format=ndjson&task={TASK}", "?all=true",
                "?by=image", f"?text={CANARY}"]
    answered = set()
    for path in gets(planted_server):
        for variant in variants:
            answer = requests.get(planted_server.url + path + variant, timeout=60)
            assert CANARY not in answer.text.replace(f"text={CANARY}", ""), path + variant
            if answer.status_code == 200:
                answered.add(path)
    assert answered == set(gets(planted_server))


def test_no_secret_can_be_found_by_asking_whether_it_is_there(planted_server):
    for path in ("tasks", "events", "facets", "top", "issues"):
        answer = requests.get(f"{planted_server.url}/api/v1/{path}", params={"text": f"{CANARY}-signature"}, timeout=60)
        body = answer.json()
        assert body.get("items", []) == [] and body.get("tasks", 0) == 0, path


COMMANDS = [["tasks"], ["tasks", "--all"], ["why", TASK], ["why", TASK, "--explain"], ["trace", TASK], ["top"],
            ["top", "--by", "image"], ["issues"], ["issues", "--attention"], ["events"], ["doctor"]]
FORMS = ["table", "wide", "json", "yaml", "csv", "ndjson"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_prints_a_secret(planted_server, command):
    for form in FORMS:
        shown = planted_server.epitaph(*command, "-o", form)
        assert CANARY not in shown, form
        assert shown.strip() or command == ["issues", "--attention"]  # of months ago: nothing to look at now


@pytest.mark.parametrize("form", ["ndjson", "csv", "markdown"])
def test_an_export_is_masked(planted_server, form):
    for arguments in ([], [TASK], ["--all"]):
        shown = planted_server.epitaph("export", *arguments, "-o", form)
        assert TASK in shown and CANARY not in shown


def test_tail_is_masked(planted_server):
    for form in ("table", "ndjson"):
        shown = planted_server.epitaph("tail", "--since", "2026-03-01T00:00:00Z", "--timeout", "1s", "-o", form,
                                       exit_code=124)
        assert TASK in shown and CANARY not in shown


def test_the_record_is_whole_for_who_asks_for_it(planted_server):
    raw = planted_server.epitaph("export", TASK, "--unmasked").splitlines()
    assert [json.loads(line)["detail"] for line in raw] == [PLANTED[0]["detail"]]
    assert f"{CANARY}-signature" in planted_server.epitaph("export", TASK, "--unmasked", "-o", "csv")
    assert planted_server.epitaph_run("export", TASK, "--unmasked", "-o", "markdown").returncode == 2


def test_no_line_of_the_log_holds_a_secret(planted_server):
    for broken in (compact(PLANTED[0])[:-3], f'{{"id": "{CANARY}"', f"{CANARY}"):
        planted_server.intake(broken)
        requests.post(f"{planted_server.url}/api/v1/import", data=broken, timeout=60)
    requests.get(f"{planted_server.url}/api/v1/tasks/{CANARY}?x={CANARY}", timeout=60)
    subprocess.run([BINARY, "why", TASK], env=planted_server.environment(), capture_output=True, timeout=60)
    assert planted_server.log_text() and CANARY not in planted_server.log_text()
