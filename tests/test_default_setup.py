"""What a first start sets up is there as anybody's own rule would be: to be seen, changed and deleted."""
import json

from epitaph_server import ACCOUNT, REGION, Server
from task_events import RECIPE_PATTERN, envelope, task_detail

RULE, GROUP = "ecs-stopped-tasks", "/aws/events/ecs-stopped-tasks"


def test_the_rule_of_the_recipe_writes_to_its_log_group(server):
    events, logs = server.boto3("events"), server.boto3("logs")
    rule = events.describe_rule(Name=RULE)
    assert json.loads(rule["EventPattern"]) == RECIPE_PATTERN
    assert (rule["State"], rule["EventBusName"]) == ("ENABLED", "default")
    assert [t["Arn"] for t in events.list_targets_by_rule(Rule=RULE)["Targets"]] == [
        f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"]
    assert [g["logGroupName"] for g in logs.describe_log_groups()["logGroups"]] == [GROUP]


def test_stopped_tasks_alone_are_logged(server):
    server.intake([envelope(task_detail("a" * 32, status="RUNNING", version=3)), envelope(task_detail("a" * 32))])
    assert [json.loads(m)["detail"]["lastStatus"] for m in server.messages(GROUP)] == ["STOPPED"]


def test_a_deleted_rule_stays_deleted(server):
    events, logs = server.boto3("events"), server.boto3("logs")
    [target] = events.list_targets_by_rule(Rule=RULE)["Targets"]
    events.remove_targets(Rule=RULE, Ids=[target["Id"]])
    events.delete_rule(Name=RULE)
    logs.delete_log_group(logGroupName=GROUP)
    server.stop()
    server.start()
    assert server.boto3("events").list_rules()["Rules"] == []
    assert server.boto3("logs").describe_log_groups()["logGroups"] == []


def test_a_disabled_rule_logs_nothing_and_the_ledger_still_knows(server):
    server.boto3("events").disable_rule(Name=RULE)
    server.intake(envelope(task_detail("a" * 32)))
    assert server.messages(GROUP) == []
    assert [task["lastStatus"] for task in server.epitaph_json("tasks")] == ["STOPPED"]


def test_it_belongs_to_the_home_account_and_region(data):
    server = Server(data, EPITAPH_HOME_ACCOUNT="123456789012", EPITAPH_HOME_REGION="eu-central-1").start()
    try:
        rule = server.boto3("events", region="eu-central-1").describe_rule(Name=RULE)
        assert rule["Arn"] == f"arn:aws:events:eu-central-1:123456789012:rule/{RULE}"
        server.stop()
    finally:
        server.kill()
