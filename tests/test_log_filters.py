"""Filter patterns of CloudWatch Logs, and what uses them: FilterLogEvents, metric filters, subscription filters."""
import base64
import gzip
import json
import re
import time

import pytest
import requests

from epitaph_server import ACCOUNT, REGION, Server
from eventbridge_steps import eventually, log_everything, refusal, send
from http_endpoint import Endpoint
from test_delivery import ALLOWED

GROUP, STREAM = "/app/checkout", "web/1"
NOW = int(time.time() * 1000)
MESSAGES = [
    "[ERROR 400] BAD REQUEST", "[ERROR 419] MISSING ARGUMENTS", "[INFO] all is well",
    '{"level": "error", "status": 503, "latency": 12.5, "user": {"id": 7}, "tags": ["a", "b"], "trace": null}',
    '{"level": "info", "status": 200, "latency": 2, "user": {"id": 8}, "tags": []}',
    '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
]
BAD_REQUEST, ARGUMENTS, WELL, ERROR_JSON, INFO_JSON, ACCESS = MESSAGES

PATTERNS = [
    ("", MESSAGES),
    ("ERROR", [BAD_REQUEST, ARGUMENTS]),
    ("ERROR -ARGUMENTS", [BAD_REQUEST]),
    ("?ARGUMENTS ?frank", [ARGUMENTS, ACCESS]),
    ('"[ERROR 400]"', [BAD_REQUEST]),
    (r"%\[ERROR \d+\]%", [BAD_REQUEST, ARGUMENTS]),
    ('{ $.level = "error" }', [ERROR_JSON]),
    ("{ $.status >= 200 && $.latency < 5 }", [INFO_JSON]),
    ("{ $.tags[*] = b || $.user.id = 8 }", [ERROR_JSON, INFO_JSON]),
    ("{ $.trace IS NULL }", [ERROR_JSON]),
    ("{ $.trace NOT EXISTS }", [INFO_JSON]),
    ('{ $.level != "error" }', [INFO_JSON]),
    ("[ip, ..., status = 4*, bytes > 1000]", [ACCESS]),
]


@pytest.fixture
def logs(server):
    client = server.boto3("logs")
    client.create_log_group(logGroupName=GROUP)
    client.create_log_stream(logGroupName=GROUP, logStreamName=STREAM)
    return client


def put(logs, *messages, first=NOW):
    logs.put_log_events(logGroupName=GROUP, logStreamName=STREAM, logEvents=[
        {"timestamp": first + n, "message": message} for n, message in enumerate(messages)])


def put_metric_filter(logs, name, pattern, value="1", **more):
    logs.put_metric_filter(logGroupName=GROUP, filterName=name, filterPattern=pattern, metricTransformations=[
        {"metricName": "Metric", "metricNamespace": "Shop", "metricValue": value, **more}])


def metric(server: Server, name: str, filter_name: str) -> float | None:
    text = requests.get(f"{server.url}/metrics", timeout=10).text
    found = re.search(rf'^{name}{{[^}}]*filter="{filter_name}"[^}}]*}} (\S+)$', text, re.M)
    return float(found[1]) if found else None


def make_queue(server: Server, name="events") -> tuple[str, str]:
    sqs = server.boto3("sqs")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def unpack(body: str | bytes) -> dict:
    return json.loads(gzip.decompress(base64.b64decode(json.loads(body)["awslogs"]["data"])))


def received(server: Server, url: str) -> list[dict]:
    sqs = server.boto3("sqs")
    messages = []
    while more := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        messages += [unpack(message["Body"]) for message in more]
        for message in more:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return messages


# FilterLogEvents ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern,expected", PATTERNS)
def test_filter_log_events_gives_what_a_pattern_matches(logs, pattern, expected):
    put(logs, *MESSAGES)
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=GROUP, filterPattern=pattern)
    assert [e["message"] for page in pages for e in page["events"]] == expected


def test_the_cli_filters_page_by_page(server, logs):
    put(logs, *(f"event {n:03} {'odd' if n % 2 else 'even'}" for n in range(200)))
    read = server.aws("logs", "filter-log-events", "--log-group-name", GROUP, "--filter-pattern", "odd", "--page-size", "7")
    assert [e["message"] for e in read["events"]] == [f"event {n:03} odd" for n in range(1, 200, 2)]
    tail = server.aws("logs", "filter-log-events", "--log-group-name", GROUP, "--filter-pattern", '"199 odd"')
    assert [e["message"] for e in tail["events"]] == ["event 199 odd"]


def test_a_pattern_narrows_what_streams_and_times_leave(logs):
    put(logs, "ERROR 1", "ERROR 2", "INFO 3", "ERROR 4")
    read = logs.filter_log_events(logGroupName=GROUP, logStreamNames=[STREAM], startTime=NOW + 1, filterPattern="ERROR")
    assert [e["message"] for e in read["events"]] == ["ERROR 2", "ERROR 4"]


INVALID_PATTERNS = [
    ("Status: timeout", "Invalid character(s) in term ':'"),
    ("/api/v1", "Invalid character(s) in term '/'"),
    ('""', "Invalid character(s) in term '\"\"'"),
    ("{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"),
    ('{ $."detail-type" = "x" }', "Invalid character(s) in term '$.\"'"),
    ("{ $.a = 1, $.b = 2 }", "Invalid character(s) in term ','"),
    ("[status = 4* && bytes > 1000]", "Invalid filter pattern"),
]


@pytest.mark.parametrize("pattern,text", INVALID_PATTERNS)
def test_what_is_no_pattern_is_refused_by_every_operation(server, logs, pattern, text):
    _, queue = make_queue(server)
    told = ("InvalidParameterException", text)
    assert refusal(logs.filter_log_events, logGroupName=GROUP, filterPattern=pattern) == told
    assert refusal(logs.test_metric_filter, filterPattern=pattern, logEventMessages=["x"]) == told
    assert refusal(logs.put_metric_filter, logGroupName=GROUP, filterName="f", filterPattern=pattern, metricTransformations=[
        {"metricName": "m", "metricNamespace": "n", "metricValue": "1"}]) == told
    assert refusal(logs.put_subscription_filter, logGroupName=GROUP, filterName="f", filterPattern=pattern,
                   destinationArn=queue) == told


# Metric filters -------------------------------------------------------------------------------------------------


def test_test_metric_filter(server, logs):
    tested = logs.test_metric_filter(filterPattern="[ip, id, user, ..., status = 4*, bytes]", logEventMessages=MESSAGES)
    assert tested["matches"] == [{"eventNumber": 5, "eventMessage": ACCESS, "extractedValues": {
        "$ip": "127.0.0.1", "$id": "-", "$user": "frank", "$4": "10/Oct/2000:13:25:15 -0700",
        "$5": "GET /index.html HTTP/1.0", "$status": "404", "$bytes": "1534"}}]
    by_cli = server.aws("logs", "test-metric-filter", "--filter-pattern", "{ $.latency > 5 }", "--log-event-messages",
                        json.dumps(MESSAGES))
    assert by_cli["matches"] == [{"eventNumber": 3, "eventMessage": ERROR_JSON, "extractedValues": {"$.latency": "12.5"}}]


def test_the_life_of_a_metric_filter(server, logs):
    put_metric_filter(logs, "errors", "ERROR", defaultValue=0)
    put_metric_filter(logs, "latency", "{ $.latency = * }", "$.latency", unit="Milliseconds")
    [group] = logs.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"]
    assert group["metricFilterCount"] == 2
    pages = logs.get_paginator("describe_metric_filters").paginate(logGroupName=GROUP, PaginationConfig={"PageSize": 1})
    errors, latency = [f for page in pages for f in page["metricFilters"]]
    assert errors["metricTransformations"] == [
        {"metricName": "Metric", "metricNamespace": "Shop", "metricValue": "1", "defaultValue": 0.0}]
    assert (latency["filterName"], latency["filterPattern"], latency["logGroupName"]) == ("latency", "{ $.latency = * }", GROUP)
    logs.delete_metric_filter(logGroupName=GROUP, filterName="errors")
    assert refusal(logs.delete_metric_filter, logGroupName=GROUP, filterName="errors") == (
        "ResourceNotFoundException", "The specified metric filter does not exist.")
    logs.delete_log_group(logGroupName=GROUP)
    assert logs.describe_metric_filters()["metricFilters"] == []


def test_metric_filters_count_what_comes_in(server, logs):
    put(logs, "ERROR before")
    put_metric_filter(logs, "errors", "ERROR")
    put_metric_filter(logs, "latency", "{ $.latency = * }", "$.latency")
    assert metric(server, "epitaph_log_metric_filter_matches_total", "errors") == 0
    put(logs, *MESSAGES, first=NOW + 10)
    assert metric(server, "epitaph_log_metric_filter_matches_total", "errors") == 2
    assert metric(server, "epitaph_log_metric_filter_matches_total", "latency") == 2
    assert metric(server, "epitaph_log_metric_filter_value_total", "latency") == 14.5
    log_everything(server, "r", GROUP)
    send(server, {"text": "ERROR"})
    assert metric(server, "epitaph_log_metric_filter_matches_total", "errors") == 3
    labels = requests.get(f"{server.url}/metrics", timeout=10).text
    assert re.search(rf'epitaph_log_metric_filter_matches_total{{account="{ACCOUNT}",filter="errors",'
                     rf'log_group="{GROUP}",metric="Metric",namespace="Shop",region="{REGION}"}} 3', labels)


def test_metric_filters_go_on_after_a_restart(data):
    server = Server(data).start()
    try:
        logs = server.boto3("logs")
        logs.create_log_group(logGroupName=GROUP)
        logs.create_log_stream(logGroupName=GROUP, logStreamName=STREAM)
        put_metric_filter(logs, "errors", "ERROR")
        server.stop()
        server.start()
        put(server.boto3("logs"), "ERROR")
        assert metric(server, "epitaph_log_metric_filter_matches_total", "errors") == 1
    finally:
        server.kill()


# Subscription filters -------------------------------------------------------------------------------------------


def test_a_subscription_fills_a_queue(server, logs):
    url, queue = make_queue(server)
    logs.put_subscription_filter(logGroupName=GROUP, filterName="errors", filterPattern="ERROR", destinationArn=queue)
    [control] = received(server, url)
    assert control["messageType"] == "CONTROL_MESSAGE"
    assert control["logEvents"][0]["message"].startswith("CWL CONTROL MESSAGE")

    put(logs, *MESSAGES)
    [data] = received(server, url)
    assert {name: data[name] for name in data if name != "logEvents"} == {
        "messageType": "DATA_MESSAGE", "owner": ACCOUNT, "logGroup": GROUP, "logStream": STREAM,
        "subscriptionFilters": ["errors"]}
    assert [(e["timestamp"], e["message"]) for e in data["logEvents"]] == [(NOW, BAD_REQUEST), (NOW + 1, ARGUMENTS)]
    assert all(len(e["id"]) == 56 for e in data["logEvents"])


def test_what_a_rule_logs_reaches_a_subscription(server, logs):
    url, queue = make_queue(server)
    log_everything(server, "r", GROUP)
    server.aws("logs", "put-subscription-filter", "--log-group-name", GROUP, "--filter-name", "big", "--filter-pattern",
               "{ $.detail.n > 1 }", "--destination-arn", queue)
    received(server, url)
    ids = send(server, {"n": 1}, {"n": 2}, {"n": 3})
    events = [json.loads(e["message"]) for message in received(server, url) for e in message["logEvents"]]
    assert sorted(event["id"] for event in events) == sorted(ids[1:])
    read = logs.filter_log_events(logGroupName=GROUP, filterPattern="{ $.detail.n > 1 }")["events"]
    assert sorted(json.loads(e["message"])["id"] for e in read) == sorted(ids[1:])


def test_an_import_tells_no_subscription_of_history(server, logs):
    url, queue = make_queue(server)
    group = "/aws/events/ecs-stopped-tasks"
    logs.put_subscription_filter(logGroupName=group, filterName="all", filterPattern="", destinationArn=queue)
    received(server, url)
    server.epitaph("import", "-", stdin=json.dumps({
        "version": "0", "id": "1", "detail-type": "ECS Task State Change", "source": "aws.ecs", "account": ACCOUNT,
        "time": "2026-03-02T10:16:00Z", "region": REGION, "resources": [], "detail": {
            "taskArn": f"arn:aws:ecs:{REGION}:{ACCOUNT}:task/c/{'a' * 32}", "clusterArn": "c", "lastStatus": "STOPPED",
            "desiredStatus": "STOPPED", "version": 3}}).encode())
    assert len(server.messages(group)) == 1
    assert received(server, url) == []


def test_a_subscription_calls_an_api_destination(data):
    endpoint = Endpoint()
    server = Server(data, **ALLOWED).start()
    try:
        logs, events = server.boto3("logs"), server.boto3("events")
        logs.create_log_group(logGroupName=GROUP)
        logs.create_log_stream(logGroupName=GROUP, logStreamName=STREAM)
        connection = events.create_connection(Name="c", AuthorizationType="BASIC", AuthParameters={
            "BasicAuthParameters": {"Username": "user", "Password": "secret"}})["ConnectionArn"]
        destination = events.create_api_destination(Name="d", ConnectionArn=connection, HttpMethod="POST",
                                                    InvocationEndpoint=endpoint.url + "/takes")["ApiDestinationArn"]
        logs.put_subscription_filter(logGroupName=GROUP, filterName="all", filterPattern="", destinationArn=destination)
        put(logs, "first", "second")
        assert eventually(lambda: len(endpoint.requests) == 2)
        control, message = sorted((unpack(body) for _, _, _, body in endpoint.requests), key=lambda m: m["messageType"])
        assert (control["messageType"], message["messageType"]) == ("CONTROL_MESSAGE", "DATA_MESSAGE")
        assert [e["message"] for e in message["logEvents"]] == ["first", "second"]
        server.stop()
    finally:
        server.kill()
        endpoint.close()


def test_the_life_of_a_subscription_filter(server, logs):
    _, queue = make_queue(server)
    for name in ("b", "a"):
        logs.put_subscription_filter(logGroupName=GROUP, filterName=name, filterPattern="", destinationArn=queue,
                                     distribution="Random")
    third = {"logGroupName": GROUP, "filterName": "c", "filterPattern": "", "destinationArn": queue}
    assert refusal(logs.put_subscription_filter, **third) == ("LimitExceededException", "Resource limit exceeded.")
    pages = logs.get_paginator("describe_subscription_filters").paginate(logGroupName=GROUP,
                                                                        PaginationConfig={"PageSize": 1})
    listed = [f for page in pages for f in page["subscriptionFilters"]]
    assert [(f["filterName"], f["destinationArn"], f["distribution"]) for f in listed] == [
        ("a", queue, "Random"), ("b", queue, "Random")]
    logs.delete_subscription_filter(logGroupName=GROUP, filterName="a")
    assert refusal(logs.delete_subscription_filter, logGroupName=GROUP, filterName="a") == (
        "ResourceNotFoundException", "The specified subscription filter does not exist.")
    logs.put_subscription_filter(**third)


REFUSED_DESTINATIONS = [
    ("arn:aws:lambda:us-east-1:999999999999:function:f", {}, "AccessDeniedException",
     "Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account "
     "lambda triggers."),
    ("arn:aws:kinesis:us-east-1:000000000000:stream/s", {}, "InvalidParameterException",
     "destinationArn for vendor kinesis cannot be used without roleArn"),
    ("arn:aws:sns:us-east-1:000000000000:t", {"roleArn": "arn:aws:iam::000000000000:role/r"}, "InvalidParameterException",
     "PutSubscriptionFilter operation cannot work with destinationArn for vendor sns"),
    ("arn:aws:sqs:us-east-1:000000000000:none", {}, "InvalidParameterException",
     "Could not deliver test message to specified SQS queue. Check if the given SQS queue exists."),
]


@pytest.mark.parametrize("destination,more,code,text", REFUSED_DESTINATIONS)
def test_a_destination_is_judged_before_the_group(logs, destination, more, code, text):
    assert refusal(logs.put_subscription_filter, logGroupName="/none", filterName="f", filterPattern="",
                   destinationArn=destination, **more) == (code, text)
