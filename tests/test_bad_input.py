"""Bad input through each door gets the right error, and the server goes on (the fixture sees to the latter)."""
import json
import socket
from urllib.parse import urlsplit

import pytest

from task_events import RECIPE_PATTERN, entry, envelope, task_detail

DEEP = "[" * 5_000 + "]" * 5_000
BIG = 20 << 20
EVENTS, LOGS = "AWSEvents.", "Logs_20140328."

# name, operation, body, status, __type, a piece of the message
AWS_CASES = [
    ("broken JSON", EVENTS + "PutEvents", '{"Entries": [', 400, "SerializationException", ""),
    ("no JSON at all", LOGS + "PutLogEvents", "hello", 400, "SerializationException", ""),
    ("an array for a body", EVENTS + "ListRules", "[]", 400, "SerializationException", ""),
    ("a number for a list", EVENTS + "PutEvents", '{"Entries": 5}', 400, "SerializationException", ""),
    ("a list for text", LOGS + "CreateLogGroup", '{"logGroupName": ["a"]}', 400, "SerializationException", ""),
    ("invalid UTF-8", LOGS + "CreateLogGroup", b'{"logGroupName": "\xff\xfe"}', 400, "SerializationException", ""),
    ("5,000 levels", EVENTS + "PutEvents", f'{{"Entries": {DEEP}}}', 400, "SerializationException", ""),
    ("5,000 levels in an unknown member", EVENTS + "ListRules", f'{{"Other": {DEEP}}}', 400, "SerializationException", ""),
    ("5,000 levels in a pattern", EVENTS + "PutRule", json.dumps({"Name": "r", "EventPattern": '{"a":' * 600 + "[1]" + "}" * 600}),
     400, "", ""),
    ("a missing member", LOGS + "CreateLogGroup", "{}", 400, "InvalidParameterException", "logGroupName"),
    ("a missing member", EVENTS + "PutRule", "{}", 400, "ValidationException", "name"),
    ("a name that cannot be", EVENTS + "PutRule", '{"Name": "a b", "EventPattern": "{}"}', 400, "ValidationException",
     "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"),
    ("a pattern that cannot be", EVENTS + "PutRule", '{"Name": "r", "EventPattern": "{}"}', 400,
     "InvalidEventPatternException", "Empty objects are not allowed"),
    ("an unknown operation", EVENTS + "MakeCoffee", "{}", 400, "UnknownOperationException", ""),
    ("an unknown service", "Coffee_20260101.Make", "{}", 400, "UnknownOperationException", ""),
    ("an unknown log group", LOGS + "DescribeLogStreams", '{"logGroupName": "none"}', 400, "ResourceNotFoundException",
     "The specified log group does not exist."),
    ("an unknown rule", EVENTS + "DescribeRule", '{"Name": "none"}', 400, "ResourceNotFoundException",
     "Rule none does not exist on EventBus default."),
]


@pytest.mark.parametrize("name,target,body,status,kind,text", AWS_CASES, ids=[f"{c[1]}: {c[0]}" for c in AWS_CASES])
def test_an_aws_operation_refuses(shared_server, name, target, body, status, kind, text):
    answer = shared_server.call(target, body)
    assert answer.status_code == status
    assert answer.json()["__type"].endswith(kind)
    assert text in answer.json().get("message", "")
    assert answer.headers["x-amzn-RequestId"]
    assert shared_server.is_ready()


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory):
    from epitaph_server import Server

    running = Server(tmp_path_factory.mktemp("bad") / "data").start()
    yield running
    try:
        running.stop()
    finally:
        running.kill()


def test_each_entry_of_put_events_is_judged_alone(shared_server):
    detail = task_detail("a" * 32)
    answer = shared_server.call(EVENTS + "PutEvents", {"Entries": [
        entry(detail), entry(detail, Detail="{broken"), entry(detail, Detail="[1]"), entry(detail, Source="aws.ec2"),
        {"Source": "a", "Detail": "{}"}, entry(detail, Detail='{"a":' * 5000 + "1" + "}" * 5000)]}).json()
    assert answer["FailedEntryCount"] == 5
    assert [e.get("ErrorCode") for e in answer["Entries"]] == [
        None, "MalformedDetail", "MalformedDetail", "NotAuthorizedForSourceException", "InvalidArgument", "MalformedDetail"]


INTAKE_CASES = [
    ("broken JSON", b'{"id": '),
    ("no JSON", b"hello"),
    ("nothing", b""),
    ("a number", b"5"),
    ("invalid UTF-8", b'{"id": "\xff\xfe"}'),
    ("5,000 levels", DEEP.encode()),
    ("missing fields", b'{"id": "1", "detail": {}}'),
    ("a detail that is text", json.dumps(envelope(task_detail()) | {"detail": "text"}).encode()),
    ("a time that is none", json.dumps(envelope(task_detail(), time="yesterday")).encode()),
]


@pytest.mark.parametrize("name,body", INTAKE_CASES, ids=[c[0] for c in INTAKE_CASES])
def test_the_webhook_refuses(shared_server, name, body):
    answer = shared_server.intake(body)
    assert answer.status_code == 400, answer.text
    assert shared_server.is_ready()


def test_the_webhook_takes_the_good_among_the_bad(shared_server):
    good = envelope(task_detail("c" * 32))
    answer = shared_server.intake([good, {"id": "no event"}, 7, good | {"id": "another"}])
    assert answer.status_code == 200
    assert answer.json()["accepted"] == 2
    assert [r["index"] for r in answer.json()["rejected"]] == [1, 2]


@pytest.mark.parametrize("path", ["/", "/intake/eventbridge"])
def test_a_body_of_20_mb_is_refused(shared_server, path):
    host, port = urlsplit(shared_server.url).hostname, urlsplit(shared_server.url).port
    with socket.create_connection((host, port), timeout=30) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-amz-json-1.1\r\n"
                           f"X-Amz-Target: AWSEvents.PutEvents\r\nContent-Length: {BIG}\r\n\r\n".encode())
        try:
            connection.sendall(b" " * BIG)
        except ConnectionError:
            pass  # refused before all was sent
        assert connection.recv(64).startswith(b"HTTP/1.1 413 ")
    assert shared_server.is_ready()


def test_headers_of_100_kb_are_refused(shared_server):
    assert shared_server.call(EVENTS + "ListRules", "{}", **{"X-Long": "x" * 100_000}).status_code == 431


HEADER_CASES = [
    ("a foreign Host", {"Host": "evil.example"}, 403),
    ("a foreign Host with our port", {"Host": "evil.example:4577"}, 403),
    ("a foreign Origin", {"Origin": "https://evil.example"}, 403),
    ("the null Origin", {"Origin": "null"}, 403),
    ("localhost", {"Host": "localhost:4577"}, 200),
    ("an Origin of ours", {"Origin": "http://localhost:4577"}, 200),
]


@pytest.mark.parametrize("name,headers,status", HEADER_CASES, ids=[c[0] for c in HEADER_CASES])
@pytest.mark.parametrize("door", ["aws", "intake", "api"])
def test_pages_of_others_are_kept_out(shared_server, name, headers, status, door):
    import requests

    url = shared_server.url
    if door == "aws":
        answer = shared_server.call(EVENTS + "ListRules", "{}", **headers)
    elif door == "intake":
        answer = requests.post(f"{url}/intake/eventbridge", json=envelope(task_detail("d" * 32)), headers=headers, timeout=30)
    else:
        answer = requests.get(f"{url}/api/v1/tasks", headers=headers, timeout=30)
    assert answer.status_code == status


@pytest.mark.parametrize("request_bytes", [
    b"\x00\x01\x02\x03\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"POST / HTTP/1.1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
], ids=["binary", "no target", "version 9.9", "no Host", "negative length", "two lengths", "bad chunk"])
def test_what_is_no_http_is_refused(shared_server, request_bytes):
    host, port = urlsplit(shared_server.url).hostname, urlsplit(shared_server.url).port
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4096)
    assert answer == b"" or answer.split()[1] == b"400"
    assert shared_server.is_ready()


@pytest.mark.parametrize("path,status", [
    ("/api/v1/tasks?limit=many", 400), ("/api/v1/tasks?since=whenever", 400), ("/api/v1/tasks?cursor=%00%ff", 400),
    ("/api/v1/tasks/none", 404), ("/api/v1/none", 404), ("/%00", 400), ("/../../etc/passwd", 404)])
def test_the_api_refuses(shared_server, path, status):
    import requests

    answer = requests.get(shared_server.url + path, timeout=30)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] in ("application/json", "application/problem+json")


def test_a_rule_survives_all_that(shared_server):
    assert json.loads(shared_server.boto3("events").describe_rule(Name="ecs-stopped-tasks")["EventPattern"]) == RECIPE_PATTERN
