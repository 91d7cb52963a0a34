"""What several tests of EventBridge do on the way: a rule with a log group, a refusal, a wait for what happens behind."""
import json
import time
from typing import Any, Callable

import pytest
from botocore.exceptions import ClientError

from epitaph_server import ACCOUNT, REGION, Server

SHOP = json.dumps({"source": ["shop"]})
BUS_ARN = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"


def refusal(call, **arguments) -> tuple[str, str]:
    """The class and the text by which a call is refused, as it must be."""
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]


def eventually(look: Callable[[], Any], seconds: float = 20) -> Any:
    """What `look` gives as soon as it gives something, and what it gave last when the time is over."""
    deadline = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return seen


def log_everything(server: Server, rule: str, group: str, **members) -> None:
    """A rule, for what the shop says unless `members` say otherwise, with a log group as its target."""
    events, logs = server.boto3("events"), server.boto3("logs")
    if not logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
        logs.create_log_group(logGroupName=group)
    events.put_rule(Name=rule, **(members or {"EventPattern": SHOP}))
    arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"
    bus = {"EventBusName": members["EventBusName"]} if "EventBusName" in members else {}
    assert events.put_targets(Rule=rule, Targets=[{"Id": "log", "Arn": arn}], **bus)["FailedEntryCount"] == 0


def send(server: Server, *details: dict, **members) -> list[str]:
    """Puts an event for each detail, and gives their ids."""
    sent = server.boto3("events").put_events(Entries=[
        {"Source": "shop", "DetailType": "order", "Detail": json.dumps(detail), **members} for detail in details])
    assert sent["FailedEntryCount"] == 0
    return [result["EventId"] for result in sent["Entries"]]


def logged(server: Server, group: str) -> list[dict]:
    return [json.loads(message) for message in server.messages(group)]
