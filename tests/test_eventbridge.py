"""EventBridge through boto3: what its operations answer, page by page to the end."""
import json

import pytest

from epitaph_server import ACCOUNT, REGION
from eventbridge_steps import refusal
from task_events import RECIPE_PATTERN, entry, task_detail

PATTERN = json.dumps({"source": ["shop"]})
GROUP_ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/events/all"


@pytest.fixture
def events(server):
    client = server.boto3("events")
    [target] = client.list_targets_by_rule(Rule="ecs-stopped-tasks")["Targets"]
    client.remove_targets(Rule="ecs-stopped-tasks", Ids=[target["Id"]])
    client.delete_rule(Name="ecs-stopped-tasks")
    return client


def test_the_life_of_a_rule(events):
    made = events.put_rule(Name="shop", EventPattern=PATTERN, Description="all that the shop says")
    assert made["RuleArn"] == f"arn:aws:events:{REGION}:{ACCOUNT}:rule/shop"
    described = events.describe_rule(Name="shop")
    described.pop("ResponseMetadata")
    assert described == {"Name": "shop", "Arn": made["RuleArn"], "EventPattern": PATTERN, "State": "ENABLED",
                         "Description": "all that the shop says", "EventBusName": "default", "CreatedBy": ACCOUNT}
    events.disable_rule(Name="shop")
    assert events.describe_rule(Name="shop")["State"] == "DISABLED"
    events.enable_rule(Name="shop")
    assert events.describe_rule(Name="shop")["State"] == "ENABLED"
    events.put_rule(Name="shop", EventPattern=PATTERN)
    assert "Description" not in events.describe_rule(Name="shop")
    events.delete_rule(Name="shop")
    assert refusal(events.describe_rule, Name="shop") == (
        "ResourceNotFoundException", "Rule shop does not exist on EventBus default.")
    events.delete_rule(Name="shop")


def test_rules_are_paged_by_name(events):
    names = [f"rule-{n:02}" for n in range(25)]
    for name in reversed(names):
        events.put_rule(Name=name, EventPattern=PATTERN)
    events.put_rule(Name="other", EventPattern=PATTERN)
    listed, token = [], {}
    while True:
        page = events.list_rules(NamePrefix="rule-", Limit=10, **token)
        listed += [rule["Name"] for rule in page["Rules"]]
        if "NextToken" not in page:
            break
        assert len(page["Rules"]) == 10
        token = {"NextToken": page["NextToken"]}
    assert listed == names
    assert [r["Name"] for p in events.get_paginator("list_rules").paginate() for r in p["Rules"]] == ["other", *names]


def test_the_targets_of_a_rule(events):
    events.put_rule(Name="shop", EventPattern=PATTERN)
    put = events.put_targets(Rule="shop", Targets=[{"Id": i, "Arn": GROUP_ARN} for i in "edcba"])
    assert (put["FailedEntryCount"], put["FailedEntries"]) == (0, [])
    pages = events.get_paginator("list_targets_by_rule").paginate(Rule="shop", PaginationConfig={"PageSize": 2})
    assert [t["Id"] for page in pages for t in page["Targets"]] == list("abcde")
    assert refusal(events.put_targets, Rule="shop", Targets=[{"Id": "f", "Arn": GROUP_ARN}])[0] == "LimitExceededException"
    assert refusal(events.delete_rule, Name="shop") == (
        "ValidationException", "Rule can't be deleted since it has targets.")
    removed = events.remove_targets(Rule="shop", Ids=["a", "z"])
    assert [(f["TargetId"], f["ErrorCode"]) for f in removed["FailedEntries"]] == [("z", "ResourceNotFoundException")]
    events.remove_targets(Rule="shop", Ids=list("bcde"))
    events.delete_rule(Name="shop")


REFUSED = [
    ("put_rule", {"Name": "r"}, "ValidationException",
     "Parameter(s) EventPattern or ScheduleExpression must be specified."),
    ("put_rule", {"Name": "r", "EventPattern": "[]"}, "InvalidEventPatternException",
     "Event pattern is not valid. Reason: Filter is not an object"),
    ("put_rule", {"Name": "r", "EventPattern": PATTERN, "EventBusName": "none"}, "ResourceNotFoundException",
     "Event bus none does not exist."),
    ("put_targets", {"Rule": "none", "Targets": [{"Id": "a", "Arn": GROUP_ARN}]}, "ResourceNotFoundException",
     "Rule none does not exist on EventBus default."),
    ("list_targets_by_rule", {"Rule": "none"}, "ResourceNotFoundException",
     "Rule none does not exist on EventBus default."),
    ("enable_rule", {"Name": "none"}, "ResourceNotFoundException", "Rule none does not exist on EventBus default."),
    ("put_events", {"Entries": [{"Source": "s", "DetailType": "t", "Detail": "{}"}] * 11}, "ValidationException",
     "1 validation error detected: Value '[PutEventsRequestEntry(time=null, source=s,"),
]


@pytest.mark.parametrize("operation,arguments,code,text", REFUSED)
def test_a_refusal_is_worded_as_aws_words_it(events, operation, arguments, code, text):
    told = refusal(getattr(events, operation), **arguments)
    assert told[0] == code
    assert told[1].startswith(text)


def test_put_events_answers_each_entry_in_order(events):
    answer = events.put_events(Entries=[
        {"Source": "shop", "DetailType": "order", "Detail": '{"n": 1}'},
        {"Source": "shop", "DetailType": "order", "Detail": "not JSON"},
        {"Source": "shop", "DetailType": "order", "Detail": "{}", "EventBusName": "nowhere"},
        {"Source": "", "DetailType": "order", "Detail": "{}"}])
    assert answer["FailedEntryCount"] == 2
    first, second, third, fourth = answer["Entries"]
    assert first["EventId"] and third["EventId"]
    assert second == {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    assert fourth == {"ErrorCode": "InvalidArgument",
                      "ErrorMessage": "Parameter Source is not valid. Reason: Source is a required argument."}


def test_a_rule_takes_effect_at_once_and_only_while_enabled(server, events):
    server.boto3("logs").create_log_group(logGroupName="/events/all")
    events.put_rule(Name="shop", EventPattern=PATTERN)
    events.put_targets(Rule="shop", Targets=[{"Id": "log", "Arn": GROUP_ARN}])
    send = {"Source": "shop", "DetailType": "order"}
    events.put_events(Entries=[{**send, "Detail": '{"n":1}'}, {**send, "Source": "bakery", "Detail": '{"n":2}'}])
    events.disable_rule(Name="shop")
    events.put_events(Entries=[{**send, "Detail": '{"n":3}'}])
    events.enable_rule(Name="shop")
    events.put_events(Entries=[{**send, "Detail": '{"n":4}'}])
    assert sorted(json.loads(m)["detail"]["n"] for m in server.messages("/events/all")) == [1, 4]


MATCHES = [
    (RECIPE_PATTERN, "STOPPED", True),
    (RECIPE_PATTERN, "RUNNING", False),
    ({"detail": {"containers": {"exitCode": [1]}}}, "STOPPED", True),
    ({"detail": {"containers": {"exitCode": ["1"]}}}, "STOPPED", False),
    ({"detail": {"stopCode": [{"prefix": "Essential"}]}}, "STOPPED", True),
    ({"detail": {"stopCode": [{"exists": False}]}}, "RUNNING", True),
    ({"detail": {"stopCode": [{"anything-but": ["EssentialContainerExited"]}]}}, "STOPPED", False),
]


@pytest.mark.parametrize("pattern,status,matches", MATCHES)
def test_test_event_pattern(events, pattern, status, matches):
    event = {"id": "1", "account": ACCOUNT, "source": "aws.ecs", "time": "2026-03-02T10:16:00Z", "region": REGION,
             "resources": [], "detail-type": "ECS Task State Change", "detail": task_detail(status=status)}
    assert events.test_event_pattern(EventPattern=json.dumps(pattern), Event=json.dumps(event))["Result"] is matches


def test_accounts_and_regions_are_apart(server, events):
    events.put_rule(Name="shop", EventPattern=PATTERN)
    for client in (server.boto3("events", key="123456789012"), server.boto3("events", region="eu-west-1")):
        assert client.list_rules()["Rules"] == []
        assert client.put_events(Entries=[entry(task_detail())])["FailedEntryCount"] == 0
    arn = server.boto3("events", key="123456789012").put_rule(Name="shop", EventPattern=PATTERN)["RuleArn"]
    assert arn == f"arn:aws:events:{REGION}:123456789012:rule/shop"
    assert server.boto3("sts", key="123456789012").get_caller_identity()["Account"] == "123456789012"
