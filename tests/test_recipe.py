"""The known recipe, word for word, with the AWS CLI: a rule, a log group as its target, and a log stream per task."""
import json

from epitaph_server import ACCOUNT, REGION
from task_events import RECIPE_PATTERN, compact, entry, envelope, task_detail, task_id

GROUP = "/recipe/stopped-tasks"
GROUP_ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"


def set_up_recipe(server):
    server.aws("logs", "create-log-group", "--log-group-name", GROUP)
    made = server.aws("events", "put-rule", "--name", "stopped-tasks", "--event-pattern", json.dumps(RECIPE_PATTERN))
    put = server.aws("events", "put-targets", "--rule", "stopped-tasks", "--targets", f"Id=log-group,Arn={GROUP_ARN}")
    assert made["RuleArn"] == f"arn:aws:events:{REGION}:{ACCOUNT}:rule/stopped-tasks"
    assert put["FailedEntryCount"] == 0


def streams_of(server):
    listed = server.aws("logs", "describe-log-streams", "--log-group-name", GROUP)
    return [stream["logStreamName"] for stream in listed["logStreams"]]


def messages_of(server, stream):
    read = server.aws("logs", "get-log-events", "--log-group-name", GROUP, "--log-stream-name", stream)
    return [event["message"] for event in read["events"]]


def test_a_stopped_task_sent_by_put_events_is_found_by_its_id(server, tmp_path):
    set_up_recipe(server)
    running, stopped = task_detail("a" * 32, status="RUNNING", version=3), task_detail("a" * 32, version=6)
    entries = tmp_path / "entries.json"
    entries.write_text(json.dumps([entry(running), entry(stopped)]))

    sent = server.aws("events", "put-events", "--entries", f"file://{entries}")

    assert sent["FailedEntryCount"] == 0
    assert streams_of(server) == [task_id(stopped)]
    [message] = messages_of(server, task_id(stopped))
    assert message.endswith(f',"detail":{compact(stopped)}}}')
    event = json.loads(message)
    assert list(event) == ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]
    assert event["id"] == sent["Entries"][1]["EventId"]
    assert (event["account"], event["region"]) == (ACCOUNT, REGION)


def test_a_stopped_task_from_real_aws_is_kept_byte_for_byte(server):
    set_up_recipe(server)
    stopped = envelope(task_detail("b" * 32, stoppedReason="Größe überschritten \U0001f4a5 \"quoted\" \\ 1.0"))
    answer = server.intake([envelope(task_detail("b" * 32, status="RUNNING", version=3)), stopped])

    assert answer.json() == {"accepted": 2, "rejected": []}
    assert streams_of(server) == ["b" * 32]
    assert messages_of(server, "b" * 32) == [compact(stopped)]


def test_an_empty_store_answers_who_is_asking(server):
    assert server.aws("sts", "get-caller-identity")["Account"] == ACCOUNT
    assert server.aws("logs", "describe-log-streams", "--log-group-name", "/aws/events/ecs-stopped-tasks") == {
        "logStreams": []}
