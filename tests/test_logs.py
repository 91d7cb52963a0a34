"""CloudWatch Logs through boto3: groups, streams and events, page by page to the end."""
import time

import pytest
from botocore.exceptions import ClientError

from epitaph_server import ACCOUNT, REGION
from task_events import envelope, task_detail

GROUP, STREAM = "/app/checkout", "web/1"
NOW = int(time.time() * 1000)


@pytest.fixture
def logs(server):
    client = server.boto3("logs")
    client.create_log_group(logGroupName=GROUP)
    client.create_log_stream(logGroupName=GROUP, logStreamName=STREAM)
    return client


def refusal(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]


def put(logs, *messages, stream=STREAM, first=NOW):
    return logs.put_log_events(logGroupName=GROUP, logStreamName=stream, logEvents=[
        {"timestamp": first + n, "message": message} for n, message in enumerate(messages)])


def read_by_get_log_events(logs, **arguments):
    """To the end, by the rule that the same token coming back is the end."""
    messages, token = [], {}
    while True:
        page = logs.get_log_events(logGroupName=GROUP, logStreamName=STREAM, startFromHead=True, **arguments, **token)
        messages += [event["message"] for event in page["events"]]
        if token.get("nextToken") == page["nextForwardToken"]:
            return messages
        token = {"nextToken": page["nextForwardToken"]}


def test_the_life_of_a_log_group(logs):
    [group] = logs.describe_log_groups(logGroupNamePrefix="/app/")["logGroups"]
    arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"
    assert (group["arn"], group["logGroupName"]) == (f"{arn}:*", GROUP)
    assert "retentionInDays" not in group
    assert refusal(logs.create_log_group, logGroupName=GROUP) == (
        "ResourceAlreadyExistsException", "The specified log group already exists")
    logs.put_retention_policy(logGroupName=GROUP, retentionInDays=7)
    assert logs.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"][0]["retentionInDays"] == 7
    assert refusal(logs.put_retention_policy, logGroupName=GROUP, retentionInDays=8)[0] == "InvalidParameterException"
    logs.delete_retention_policy(logGroupName=GROUP)
    assert "retentionInDays" not in logs.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"][0]
    put(logs, "gone with the group")
    logs.delete_log_group(logGroupName=GROUP)
    assert refusal(logs.delete_log_group, logGroupName=GROUP) == (
        "ResourceNotFoundException", "The specified log group does not exist.")
    logs.create_log_group(logGroupName=GROUP)
    assert logs.describe_log_streams(logGroupName=GROUP)["logStreams"] == []
    assert logs.filter_log_events(logGroupName=GROUP)["events"] == []


def test_groups_and_streams_are_paged(logs):
    for n in range(60):
        logs.create_log_group(logGroupName=f"/many/{n:02}")
        logs.create_log_stream(logGroupName=GROUP, logStreamName=f"many/{n:02}")
    groups = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix="/many/")
    assert [g["logGroupName"] for page in groups for g in page["logGroups"]] == [f"/many/{n:02}" for n in range(60)]
    streams = logs.get_paginator("describe_log_streams").paginate(
        logGroupName=GROUP, logStreamNamePrefix="many/", descending=True, PaginationConfig={"PageSize": 7})
    assert [s["logStreamName"] for page in streams for s in page["logStreams"]] == [
        f"many/{n:02}" for n in reversed(range(60))]


def test_streams_by_their_last_event(logs):
    for n, name in enumerate(["old", "newest", "new"]):
        logs.create_log_stream(logGroupName=GROUP, logStreamName=name)
        put(logs, "x", stream=name, first=NOW + {"old": 1, "newest": 3, "new": 2}[name] * 1000)
    listed = logs.describe_log_streams(logGroupName=GROUP, orderBy="LastEventTime", descending=True)["logStreams"]
    assert [s["logStreamName"] for s in listed[:3]] == ["newest", "new", "old"]
    assert listed[0]["firstEventTimestamp"] == listed[0]["lastEventTimestamp"] == NOW + 3000
    assert "firstEventTimestamp" not in listed[3]


def test_the_life_of_a_log_stream(logs):
    assert refusal(logs.create_log_stream, logGroupName=GROUP, logStreamName=STREAM) == (
        "ResourceAlreadyExistsException", "The specified log stream already exists")
    put(logs, "gone with the stream")
    logs.delete_log_stream(logGroupName=GROUP, logStreamName=STREAM)
    assert refusal(logs.get_log_events, logGroupName=GROUP, logStreamName=STREAM) == (
        "ResourceNotFoundException", "The specified log stream does not exist.")
    assert logs.filter_log_events(logGroupName=GROUP)["events"] == []


def test_events_come_back_as_they_went_in(logs):
    messages = ["first", "Ünïcödé \U0001f4a5", '{"json": [1.0, "x"]}', "line\nbreak\ttab", " ", "same", "same"]
    assert len(put(logs, *messages)["nextSequenceToken"]) == 56
    assert read_by_get_log_events(logs) == messages
    read = logs.filter_log_events(logGroupName=GROUP)
    assert [e["message"] for e in read["events"]] == messages
    assert len({e["eventId"] for e in read["events"]}) == len(messages)
    assert read["searchedLogStreams"] == []


def test_reading_is_paged_forward_and_backward(logs):
    messages = [f"event {n:03}" for n in range(100)]
    put(logs, *messages)
    assert read_by_get_log_events(logs, limit=7) == messages
    backward, token = [], {}
    while True:
        page = logs.get_log_events(logGroupName=GROUP, logStreamName=STREAM, limit=7, **token)
        backward = [e["message"] for e in page["events"]] + backward
        if token.get("nextToken") == page["nextBackwardToken"]:
            break
        token = {"nextToken": page["nextBackwardToken"]}
    assert backward == messages
    filtered = logs.get_paginator("filter_log_events").paginate(logGroupName=GROUP, PaginationConfig={"PageSize": 7})
    assert [e["message"] for page in filtered for e in page["events"]] == messages


def test_a_reader_at_the_end_sees_what_comes_later(logs):
    put(logs, "before")
    token = logs.get_log_events(logGroupName=GROUP, logStreamName=STREAM, startFromHead=True)["nextForwardToken"]
    put(logs, "after", first=NOW + 10)
    page = logs.get_log_events(logGroupName=GROUP, logStreamName=STREAM, startFromHead=True, nextToken=token)
    assert [e["message"] for e in page["events"]] == ["after"]


def test_time_ranges(logs):
    put(logs, *"abcde")
    between = {"startTime": NOW + 1, "endTime": NOW + 3}
    assert read_by_get_log_events(logs, **between) == ["b", "c"]
    filtered = logs.filter_log_events(logGroupName=GROUP, **between)["events"]
    assert [e["message"] for e in filtered] == ["b", "c", "d"]


def test_old_and_future_events_are_refused_one_by_one(logs):
    day = 24 * 3600 * 1000
    put_old = logs.put_log_events(logGroupName=GROUP, logStreamName=STREAM, logEvents=[
        {"timestamp": NOW - 15 * day, "message": "too old"}, {"timestamp": NOW, "message": "taken"},
        {"timestamp": NOW + day // 4, "message": "too new"}])
    assert put_old["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1, "tooNewLogEventStartIndex": 2}
    assert read_by_get_log_events(logs) == ["taken"]


REFUSED = [
    ("create_log_group", {"logGroupName": "AWS/mine"}, "InvalidParameterException",
     "Log groups starting with AWS/ are reserved for AWS."),
    ("describe_log_groups", {"limit": 51}, "InvalidParameterException",
     "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: "
     "Member must have value less than or equal to 50"),
    ("describe_log_streams", {"logGroupName": GROUP, "orderBy": "LastEventTime", "logStreamNamePrefix": "a"},
     "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix."),
    ("put_log_events", {"logGroupName": GROUP, "logStreamName": "none", "logEvents": [{"timestamp": 1, "message": "m"}]},
     "ResourceNotFoundException", "The specified log stream does not exist."),
    ("put_log_events", {"logGroupName": GROUP, "logStreamName": STREAM, "logEvents": [
        {"timestamp": NOW, "message": "m"}, {"timestamp": NOW - 1, "message": "m"}]}, "InvalidParameterException",
     "Log events in a single PutLogEvents request must be in chronological order."),
    ("get_log_events", {"logGroupName": GROUP, "logStreamName": STREAM, "nextToken": "f/nonsense"},
     "InvalidParameterException", "The specified nextToken is invalid."),
    ("filter_log_events", {"logGroupName": GROUP, "nextToken": "nonsense"}, "InvalidParameterException",
     "The specified nextToken is invalid."),
    ("filter_log_events", {"logGroupName": "none"}, "ResourceNotFoundException", "The specified log group does not exist."),
    ("filter_log_events", {"logGroupName": GROUP, "logStreamNames": ["a"], "logStreamNamePrefix": "a"},
     "InvalidParameterException", ""),
]


@pytest.mark.parametrize("operation,arguments,code,text", REFUSED)
def test_a_refusal_is_worded_as_aws_words_it(logs, operation, arguments, code, text):
    told = refusal(getattr(logs, operation), **arguments)
    assert told[0] == code
    assert told[1].startswith(text)


def test_retention_hides_old_events_at_once_and_the_ledger_keeps_them(server):
    group = "/aws/events/ecs-stopped-tasks"
    server.intake(envelope(task_detail("a" * 32), time="2020-03-02T10:16:00Z"))
    assert len(server.messages(group)) == 1
    server.boto3("logs").put_retention_policy(logGroupName=group, retentionInDays=1)
    assert server.messages(group) == []
    assert server.epitaph_json("why", "a" * 32)["stopCode"] == "EssentialContainerExited"
