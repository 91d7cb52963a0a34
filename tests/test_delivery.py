"""Deliveries: API destinations that behave badly, queues, dead letters, and a server that is killed in between."""
import http.client
import json
import os
import random
import re
import socket
import subprocess
import threading
import time
from urllib.parse import urlsplit

import pytest
import requests

from epitaph_server import ACCOUNT, REGION, Server
from http_endpoint import Endpoint

ROUNDS = int(os.environ.get("EPITAPH_CRASH_ROUNDS", "5"))
ROUNDS_A_STORE = 5
ALLOWED = {"EPITAPH_DELIVERY_PLAIN_HTTP": "true", "EPITAPH_DELIVERY_PRIVATE_ADDRESSES": "true"}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/events"
LAMBDA = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:nobody"
SECRET = "correct-horse-battery-staple"


@pytest.fixture
def endpoint():
    running = Endpoint()
    yield running
    running.close()


@pytest.fixture
def delivering(data):
    """A server that may call what is on this machine."""
    running = Server(data, **ALLOWED).start()
    yield running
    try:
        running.stop()
    finally:
        running.kill()


def queue_arn(server: Server, name: str) -> str:
    sqs = server.boto3("sqs")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def messages(server: Server, name: str) -> list[dict]:
    """All messages of a queue; they are deleted."""
    sqs, found = server.boto3("sqs"), []
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get("Messages"):
        for message in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        found += got
    return found


def attributes(message: dict) -> dict[str, str]:
    return {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}


def connection(events, name: str = "basic", **arguments) -> str:
    arguments = arguments or {"AuthorizationType": "BASIC", "AuthParameters": {
        "BasicAuthParameters": {"Username": "user", "Password": SECRET}}}
    return events.create_connection(Name=name, **arguments)["ConnectionArn"]


def destination(events, url: str, connection_arn: str, **arguments) -> str:
    name = re.sub(r"\W", "-", url)[-60:]
    arguments = {"HttpMethod": "POST"} | arguments
    return events.create_api_destination(Name=name, ConnectionArn=connection_arn, InvocationEndpoint=url,
                                         **arguments)["ApiDestinationArn"]


def rule(events, name: str, *targets: dict, source: str = "shop") -> None:
    events.put_rule(Name=name, EventPattern=json.dumps({"source": [source]}))
    put = events.put_targets(Rule=name, Targets=[{"Id": f"t{n}"} | target for n, target in enumerate(targets)])
    assert put["FailedEntryCount"] == 0


def send(events, *details: dict, source: str = "shop") -> list[str]:
    answer = events.put_events(Entries=[
        {"Source": source, "DetailType": "order", "Detail": json.dumps(detail)} for detail in details or [{"n": 1}]])
    assert answer["FailedEntryCount"] == 0
    return [entry["EventId"] for entry in answer["Entries"]]


def metric(server: Server, name: str) -> float:
    text = requests.get(f"{server.url}/metrics", timeout=5).text
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if re.match(rf"{name}(\{{|\s)", line))


def wait_until(holds, seconds: float = 30, what: str = "it") -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} does not come about"
        time.sleep(0.05)


def wait_until_nothing_is_owed(server: Server, seconds: float = 60) -> None:
    wait_until(lambda: metric(server, "epitaph_deliveries_owed") == 0, seconds, "an end of what is owed")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


# A server that lives ---------------------------------------------------------------------------------------------


def test_an_api_destination_gets_the_event_with_amazons_headers(delivering, endpoint):
    events = delivering.boto3("events")
    arn = destination(events, endpoint.url + "/takes/*", connection(events, AuthorizationType="API_KEY", AuthParameters={
        "ApiKeyAuthParameters": {"ApiKeyName": "X-Key", "ApiKeyValue": SECRET},
        "InvocationHttpParameters": {"QueryStringParameters": [{"Key": "q", "Value": "1 2"}],
                                     "BodyParameters": [{"Key": "added", "Value": "b", "IsValueSecret": True}]}}))
    rule(events, "r", {"Arn": arn, "RoleArn": ROLE, "HttpParameters": {
        "PathParameterValues": ["$.detail.name"], "HeaderParameters": {"X-Mark": "m"}}})
    [event_id] = send(events, {"name": "a/b"})
    wait_until_nothing_is_owed(delivering)
    [(method, path, headers, body)] = endpoint.requests
    assert (method, path) == ("POST", "/takes/a%2Fb?q=1%202")
    assert headers["User-Agent"] == "Amazon/EventBridge/ApiDestinations"
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["Range"] == "bytes=0-1048575"
    assert headers["Connection"] == "close"
    assert (headers["X-Key"], headers["X-Mark"]) == (SECRET, "m")
    sent = json.loads(body)
    assert sent["id"] == event_id
    assert sent["added"] == "b"
    assert sent["detail"] == {"name": "a/b"}


def test_a_token_is_fetched_kept_and_fetched_again_when_it_is_refused(delivering, endpoint):
    events = delivering.boto3("events")
    arn = connection(events, AuthorizationType="OAUTH_CLIENT_CREDENTIALS", AuthParameters={"OAuthParameters": {
        "ClientParameters": {"ClientID": "me", "ClientSecret": SECRET}, "HttpMethod": "POST",
        "AuthorizationEndpoint": endpoint.url + "/token"}})
    wait_until(lambda: events.describe_connection(Name="basic")["ConnectionState"] == "AUTHORIZED")
    rule(events, "r", {"Arn": destination(events, endpoint.url + "/oauth", arn), "RoleArn": ROLE})
    send(events, {}, {})
    wait_until_nothing_is_owed(delivering)
    assert endpoint.tokens == 1
    endpoint.tokens = 9  # it gives out others from here on, and takes no older
    send(events)
    wait_until_nothing_is_owed(delivering)
    assert endpoint.tokens == 10
    assert len(endpoint.taken["/oauth"]) == 3


def test_bad_endpoints_are_tried_again_and_hold_nobody_up(delivering, endpoint):
    events = delivering.boto3("events")
    basic = connection(events)
    endpoint.hang(1)
    for path in ("/hangs", "/errs", "/breaks", "/busy", "/takes"):
        rule(events, path[1:], {"Arn": destination(events, endpoint.url + path, basic), "RoleArn": ROLE})
    sent = set(send(events, {}, {}, {}))
    wait_until(lambda: endpoint.taken["/takes"] == sent)
    assert endpoint.taken["/hangs"] != sent, "the one that hangs has held up the one that takes"
    wait_until_nothing_is_owed(delivering)
    for path in ("/hangs", "/errs", "/breaks", "/busy"):
        assert endpoint.taken[path] == sent, path
    assert metric(delivering, "epitaph_delivery_retries_total") >= 10


def test_a_rate_is_held_to(delivering, endpoint):
    events = delivering.boto3("events")
    arn = destination(events, endpoint.url + "/takes", connection(events), InvocationRateLimitPerSecond=5)
    rule(events, "r", {"Arn": arn, "RoleArn": ROLE})
    send(events)  # the rate is known from the first call on
    wait_until_nothing_is_owed(delivering)
    begun = time.monotonic()
    send(events, *[{"n": n} for n in range(10)])
    wait_until_nothing_is_owed(delivering)
    assert time.monotonic() - begun > 1.5


def test_addresses_and_plain_http_are_refused_unless_allowed(data, endpoint):
    server = Server(data).start()
    try:
        events = server.boto3("events")
        basic = connection(events)
        with pytest.raises(events.exceptions.ClientError) as refused:
            destination(events, endpoint.url, basic)
        assert refused.value.response["Error"]["Message"] == (
            f"Parameter InvocationEndpoint is not valid. Reason: Endpoint '{endpoint.url}' is not valid")
        dead = queue_arn(server, "dead")
        arn = destination(events, endpoint.url.replace("http:", "https:"), basic)
        rule(events, "r", {"Arn": arn, "RoleArn": ROLE, "DeadLetterConfig": {"Arn": dead}})
        send(events)
        wait_until_nothing_is_owed(server)
        [letter] = messages(server, "dead")
        assert attributes(letter)["ERROR_CODE"] == "INVALID_PARAMETER"
        assert "private" in attributes(letter)["ERROR_MESSAGE"]
        assert endpoint.requests == []
        server.stop()
    finally:
        server.kill()


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A private authority's certificate, and one with its key that the authority has given to `localhost`."""
    folder = tmp_path_factory.mktemp("authority")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    request = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(*request, "-x509", "-days", "2", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem")
    openssl(*request, "-subj", "/CN=localhost", "-keyout", "localhost.key", "-out", "localhost.csr")
    (folder / "names").write_text("subjectAltName=DNS:localhost")
    openssl("x509", "-req", "-in", "localhost.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "names", "-out", "localhost.pem")
    return folder


@pytest.mark.parametrize("trusted", [True, False])
def test_https_is_believed_by_the_authorities_that_are_trusted(data, authority, trusted):
    endpoint = Endpoint(authority / "localhost.pem", authority / "localhost.key")
    trust = {"EPITAPH_DELIVERY_CA_FILE": str(authority / "ca.pem")} if trusted else {}
    server = Server(data, EPITAPH_DELIVERY_PRIVATE_ADDRESSES="true", **trust).start()
    try:
        events = server.boto3("events")
        rule(events, "r", {"Arn": destination(events, endpoint.url + "/takes", connection(events)), "RoleArn": ROLE,
                           "RetryPolicy": {"MaximumRetryAttempts": 0}, "DeadLetterConfig": {"Arn": queue_arn(server, "dead")}})
        [event_id] = send(events)
        wait_until_nothing_is_owed(server)
        letters = messages(server, "dead")
        if trusted:
            assert (endpoint.taken["/takes"], letters) == ({event_id}, [])
        else:
            assert endpoint.requests == []
            assert attributes(letters[0])["ERROR_CODE"] == "CONNECTION_FAILURE"
        server.stop()
    finally:
        server.kill()
        endpoint.close()


def test_a_ca_file_without_a_certificate_is_refused_at_the_start(data, tmp_path):
    (tmp_path / "none.pem").write_text("none")
    for file in tmp_path / "none.pem", tmp_path / "missing.pem":
        server = Server(data, EPITAPH_DELIVERY_CA_FILE=str(file))
        with pytest.raises(AssertionError, match=f"delivery.ca_file: {file} holds no certificates as PEM"):
            server.start()


def test_a_queue_gets_the_event_and_the_transformed_one(delivering):
    events = delivering.boto3("events")
    arn = queue_arn(delivering, "orders")
    rule(events, "r", {"Arn": arn}, {"Arn": arn, "InputTransformer": {
        "InputPathsMap": {"n": "$.detail.n"}, "InputTemplate": '{"number": <n>}'}})
    [event_id] = send(events, {"n": 1.5})
    bodies = [json.loads(message["Body"]) for message in messages(delivering, "orders")]
    assert sorted(bodies, key=len)[0] == {"number": 1.5}
    assert sorted(bodies, key=len)[1]["id"] == event_id


def test_what_cannot_be_delivered_is_in_the_dead_letter_queue(delivering, endpoint):
    events = delivering.boto3("events")
    dead = {"DeadLetterConfig": {"Arn": queue_arn(delivering, "dead")}}
    basic = connection(events)
    gone = destination(events, endpoint.url + "/refuses", basic)
    nobody = destination(events, f"http://127.0.0.1:{free_port()}/", basic)
    rule(events, "r", {"Arn": LAMBDA} | dead,
         {"Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:none"} | dead,
         {"Arn": gone, "RoleArn": ROLE} | dead,
         {"Arn": nobody, "RoleArn": ROLE, "RetryPolicy": {"MaximumRetryAttempts": 1}} | dead)
    [event_id] = send(events)
    wait_until_nothing_is_owed(delivering)
    letters = messages(delivering, "dead")
    assert all(json.loads(letter["Body"])["id"] == event_id for letter in letters)
    told = {attributes(letter)["TARGET_ARN"]: attributes(letter) for letter in letters}
    assert len(told) == len(letters) == 4
    for arn, code, retries, condition in [
            (LAMBDA, "NO_RESOURCE", "0", None),
            (f"arn:aws:sqs:{REGION}:{ACCOUNT}:none", "NO_RESOURCE", "0", None),
            (gone, "ERROR_FROM_TARGET", "0", None),
            (nobody, "CONNECTION_FAILURE", "1", "MaximumRetryAttempts")]:
        assert told[arn]["RULE_ARN"] == f"arn:aws:events:{REGION}:{ACCOUNT}:rule/r"
        assert (told[arn]["ERROR_CODE"], told[arn]["RETRY_ATTEMPTS"]) == (code, retries), arn
        assert told[arn].get("EXHAUSTED_RETRY_CONDITION") == condition, arn
    assert metric(delivering, "epitaph_rule_failed_total") == 4
    assert metric(delivering, "epitaph_rule_dead_lettered_total") == 4
    failures = [line for line in delivering.log_text().splitlines() if "delivery failed" in line]
    assert len(failures) == 4  # a line for each target


def test_secrets_are_neither_stored_in_the_clear_nor_logged_nor_shown(data, endpoint):
    server = Server(data, "--log-level", "debug", **ALLOWED).start()
    try:
        events = server.boto3("events")
        basic = connection(events)
        rule(events, "r", {"Arn": destination(events, endpoint.url + "/refuses", basic), "RoleArn": ROLE})
        send(events)
        wait_until_nothing_is_owed(server)
        assert SECRET not in json.dumps(events.describe_connection(Name="basic"), default=str)
        server.stop()
        assert SECRET not in server.log_text()
        files = [file for file in data.rglob("*") if file.is_file()]
        assert not any(SECRET.encode() in file.read_bytes() for file in files)
        assert (data / "secret.key").stat().st_mode & 0o777 == 0o600
    finally:
        server.kill()


# A server that is killed -----------------------------------------------------------------------------------------


class Publisher(threading.Thread):
    """Puts events until the server is gone, and notes which were acknowledged."""

    def __init__(self, server: Server, acknowledged: set[str]):
        super().__init__()
        self.server, self.acknowledged = server, acknowledged
        self.failure: str | None = None

    def run(self):
        address = urlsplit(self.server.url)
        link = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        body = json.dumps({"Entries": [{"Source": "shop", "DetailType": "order", "Detail": "{}"}]})
        try:
            while True:
                link.request("POST", "/", body, {"Content-Type": "application/x-amz-json-1.1",
                                                 "X-Amz-Target": "AWSEvents.PutEvents"})
                answer = link.getresponse()
                text = answer.read()
                if answer.status != 200:
                    self.failure = text.decode()
                    return
                self.acknowledged.add(json.loads(text)["Entries"][0]["EventId"])
                time.sleep(0.02)
        except (OSError, http.client.HTTPException):
            pass  # the server was killed


def set_up(server: Server, endpoint: Endpoint) -> None:
    events = server.boto3("events")
    basic = connection(events)
    queue_arn(server, "orders")
    for path in ("/takes", "/hangs", "/errs", "/breaks"):
        rule(events, path[1:], {"Arn": destination(events, endpoint.url + path, basic), "RoleArn": ROLE})
    nobody = destination(events, f"http://127.0.0.1:{free_port()}/", basic)
    rule(events, "nobody", {"Arn": nobody, "RoleArn": ROLE, "RetryPolicy": {"MaximumRetryAttempts": 1},
                            "DeadLetterConfig": {"Arn": queue_arn(server, "dead")}})
    rule(events, "queue", {"Arn": queue_arn(server, "orders")})


def publish_and_kill(server: Server, acknowledged: set[str]) -> None:
    publishers = [Publisher(server, acknowledged) for _ in range(2)]
    for publisher in publishers:
        publisher.start()
    time.sleep(random.uniform(0.1, 0.8))
    server.kill()
    for publisher in publishers:
        publisher.join()
        assert publisher.failure is None, publisher.failure


@pytest.mark.crash
@pytest.mark.parametrize("round_", range(0, ROUNDS, ROUNDS_A_STORE))
def test_every_event_arrives_or_is_a_dead_letter_whatever_happens(data, endpoint, round_):
    server, acknowledged = Server(data, **ALLOWED).start(), set()
    dead, queued = set(), set()
    try:
        set_up(server, endpoint)
        for _ in range(min(ROUNDS_A_STORE, ROUNDS - round_)):
            endpoint.hang(1)
            publish_and_kill(server, acknowledged)
            server.start()
            time.sleep(random.uniform(0, 0.5))
            server.kill()  # amid the deliveries
            server.start()
            wait_until_nothing_is_owed(server, 120)
            dead |= {json.loads(message["Body"])["id"] for message in messages(server, "dead")}
            queued |= {json.loads(message["Body"])["id"] for message in messages(server, "orders")}
            for path in ("/takes", "/hangs", "/errs", "/breaks"):
                assert acknowledged <= endpoint.taken[path], f"{path} lacks {len(acknowledged - endpoint.taken[path])}"
            assert acknowledged <= dead, f"{len(acknowledged - dead)} are nowhere"
            assert acknowledged <= queued
        assert len(acknowledged) > 10
        server.stop()
    finally:
        server.kill()
