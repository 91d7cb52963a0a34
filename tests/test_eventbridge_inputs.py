"""What a target gets: the event, a constant, a part of the event, a template filled in. Read from a queue."""
import json

import pytest

from epitaph_server import ACCOUNT, REGION
from eventbridge_steps import SHOP, eventually, refusal, send

QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:inputs"
DETAIL = {"name": "bar", "price": 1.5, "ok": True, "list": ["ACTIVE", "INACTIVE"],
          "object": {"acc_id": "0a787ecb-4015", "sf_id": "baz"}, "quote": 'say "hi"'}
PATHS = {name: f"$.detail.{name}" for name in (*DETAIL, "none")} | {"source": "$.source"}


def template(text):
    return {"InputTransformer": {"InputPathsMap": PATHS, "InputTemplate": text}}


@pytest.fixture
def inputs(server):
    """What a target with these members gets of an event: the bodies, in no order."""
    events, queues = server.boto3("events"), server.boto3("sqs")
    url = queues.create_queue(QueueName="inputs")["QueueUrl"]

    def received(*targets: dict, count: int) -> list[str]:
        events.put_rule(Name="shop", EventPattern=SHOP)
        events.put_targets(Rule="shop", Targets=[
            {"Id": str(n), "Arn": QUEUE, **target} for n, target in enumerate(targets)])
        send(server, DETAIL)
        bodies: list[str] = []

        def look():
            for message in queues.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
                bodies.append(message["Body"])
                queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            return len(bodies) >= count
        eventually(look)
        return bodies
    return received


GIVEN = [
    ({"Input": '{"constant": 1}'}, '{"constant": 1}'),
    ({"InputPath": "$.detail.name"}, '"bar"'),
    ({"InputPath": "$.detail.object"}, '{"acc_id":"0a787ecb-4015","sf_id":"baz"}'),
    (template('"text <name> text"'), '"text bar text"'),
    (template('"one <name>"\n"two <price>"'), '"one bar"\n"two 1.5"'),
    (template('{"id": <name>, "list": <list>, "path": "users/<name>"}'),
     '{"id": "bar", "list": ["ACTIVE","INACTIVE"], "path": "users/bar"}'),
    (template('"<object> <list> <ok> <none>"'),
     '"{acc_id:0a787ecb-4015,sf_id:baz} [ACTIVE,INACTIVE] true "'),
    (template('{"none": <none>, "rule": <aws.events.rule-name>}'), '{"none": "", "rule": "shop"}'),
]


@pytest.mark.parametrize("target,body", GIVEN)
def test_a_target_gets_what_it_asks_for(inputs, target, body):
    [received] = inputs(target, count=1)
    assert received == body


def test_the_event_within_a_template(inputs):
    [body] = inputs(template('{"short": <aws.events.event>, "whole": <aws.events.event.json>}'), count=1)
    received = json.loads(body)
    assert list(received["short"]) == ["id", "account", "detailType", "time", "source", "region", "resources", "version"]
    assert received["whole"]["detail"] == DETAIL and received["whole"]["detail-type"] == "order"


@pytest.mark.parametrize("target", [template('{"list": "<list>"}'), template("<list> some words"),
                                    template('{"quote": "<quote>"}'), {"InputPath": "$.detail.none"}])
def test_what_gives_no_json_is_not_delivered(inputs, target):
    bodies = inputs(target, {"Input": '"delivered"'}, count=1)
    assert bodies == ['"delivered"']


def test_a_log_group_gets_the_message_and_time_of_its_template(server):
    server.boto3("logs").create_log_group(logGroupName="/events/shop")
    events = server.boto3("events")
    events.put_rule(Name="shop", EventPattern=SHOP)
    events.put_targets(Rule="shop", Targets=[{
        "Id": "log", "Arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/events/shop",
        "InputTransformer": {"InputPathsMap": {"time": "$.time", "name": "$.detail.name"},
                             "InputTemplate": '{"timestamp": <time>, "message": "sold to <name>"}'}}])
    send(server, DETAIL)
    assert server.messages("/events/shop") == ["sold to bar"]


REFUSED = [
    ({"Input": "1", "InputPath": "$"},
     "Only one of Input, InputPath, or InputTransformer must be provided for target t."),
    ({"Input": "{"}, "JSON syntax error in input for target t"),
    ({"InputPath": "$.a['b']"}, "InputPath for target t is invalid."),
    ({"InputTransformer": {"InputTemplate": '"<who>"'}},
     "InputTemplate for target t contains invalid placeholder who."),
    ({"InputTransformer": {"InputTemplate": '"<aws.events.event.json>"'}},
     "InputTemplate for target t contains placeholder aws.events.event.json valid only for JSON template."),
]


@pytest.mark.parametrize("members,text", REFUSED)
def test_an_input_that_cannot_be_made_is_refused(server, members, text):
    events = server.boto3("events")
    events.put_rule(Name="shop", EventPattern=SHOP)
    assert refusal(events.put_targets, Rule="shop", Targets=[{"Id": "t", "Arn": QUEUE, **members}]) == (
        "ValidationException", text)
