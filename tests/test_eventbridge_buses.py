"""Event buses, their policies, and tags."""
import json

from epitaph_server import ACCOUNT, REGION
from eventbridge_steps import SHOP, log_everything, logged, refusal, send

ORDERS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/orders"


def test_the_life_of_a_bus(server):
    events = server.boto3("events")
    assert events.create_event_bus(Name="orders")["EventBusArn"] == ORDERS
    assert refusal(events.create_event_bus, Name="orders") == (
        "ResourceAlreadyExistsException", "Event bus orders already exists.")
    assert [bus["Name"] for bus in events.list_event_buses()["EventBuses"]] == ["default", "orders"]
    assert events.describe_event_bus(Name=ORDERS)["Name"] == "orders"
    events.put_rule(Name="shop", EventPattern=SHOP, EventBusName="orders")
    events.delete_event_bus(Name="orders")
    events.delete_event_bus(Name="orders")
    assert refusal(events.list_rules, EventBusName="orders") == (
        "ResourceNotFoundException", "Event bus orders does not exist.")
    assert refusal(events.delete_event_bus, Name="default") == (
        "ValidationException", "Cannot delete event bus default.")


def test_a_bus_keeps_its_events_to_itself_and_is_there_after_a_restart(server):
    events = server.boto3("events")
    events.create_event_bus(Name="orders")
    log_everything(server, "shop", "/events/orders", EventPattern=SHOP, EventBusName="orders")
    log_everything(server, "shop", "/events/default")
    send(server, {"n": 1}, EventBusName="orders")
    server.stop()
    server.start()
    send(server, {"n": 2}, EventBusName=ORDERS)
    send(server, {"n": 3})
    assert sorted(event["detail"]["n"] for event in logged(server, "/events/orders")) == [1, 2]
    assert [event["detail"]["n"] for event in logged(server, "/events/default")] == [3]


def test_the_policy_of_a_bus(server):
    events = server.boto3("events")
    permission = {"Action": "events:PutEvents", "Principal": "111122223333", "StatementId": "partner"}
    events.put_permission(**permission)
    [statement] = json.loads(events.describe_event_bus()["Policy"])["Statement"]
    assert statement == {
        "Sid": "partner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "events:PutEvents", "Resource": f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"}
    events.remove_permission(StatementId="partner")
    assert "Policy" not in events.describe_event_bus()
    assert refusal(events.remove_permission, StatementId="partner") == (
        "ResourceNotFoundException", "Statement with the provided id does not exist.")


def test_tags_of_rules_and_buses(server):
    events = server.boto3("events")
    bus = events.create_event_bus(Name="orders", Tags=[{"Key": "team", "Value": "shop"}])["EventBusArn"]
    rule = events.put_rule(Name="r", EventPattern=SHOP, Tags=[{"Key": "team", "Value": "night"}])["RuleArn"]
    for arn, team in ((bus, "shop"), (rule, "night")):
        events.tag_resource(ResourceARN=arn, Tags=[{"Key": "stage", "Value": "test"}])
        assert events.list_tags_for_resource(ResourceARN=arn)["Tags"] == [
            {"Key": "stage", "Value": "test"}, {"Key": "team", "Value": team}]
        events.untag_resource(ResourceARN=arn, TagKeys=["stage", "none"])
        assert events.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "team", "Value": team}]
    assert refusal(events.list_tags_for_resource, ResourceARN=rule + "-none") == (
        "ResourceNotFoundException", "Rule r-none does not exist on EventBus default.")


def test_rules_are_found_by_their_target(server):
    events = server.boto3("events")
    for name in ("b", "a", "c"):
        log_everything(server, name, "/events/all")
    arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/events/all"
    pages = events.get_paginator("list_rule_names_by_target").paginate(
        TargetArn=arn, PaginationConfig={"PageSize": 2})
    assert [name for page in pages for name in page["RuleNames"]] == ["a", "b", "c"]
    assert events.list_rule_names_by_target(TargetArn="arn:aws:sqs:r:1:q")["RuleNames"] == []


def test_what_is_left_to_aws_says_so(server):
    events = server.boto3("events")
    assert refusal(events.list_event_sources)[0] == "OperationDisabledException"
    assert refusal(events.put_partner_events, Entries=[{"Source": "aws.partner/a/b"}])[0] == "OperationDisabledException"
