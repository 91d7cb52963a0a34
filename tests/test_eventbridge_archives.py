"""Archives that keep events, and replays that send them again."""
import datetime

from epitaph_server import ACCOUNT, REGION
from eventbridge_steps import BUS_ARN, SHOP, eventually, log_everything, logged, refusal, send

ARCHIVE = f"arn:aws:events:{REGION}:{ACCOUNT}:archive/shop"
BEGIN = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
END = datetime.datetime(2100, 1, 1, tzinfo=datetime.timezone.utc)


def start(events, name, **members):
    return events.start_replay(ReplayName=name, EventSourceArn=ARCHIVE, EventStartTime=BEGIN, EventEndTime=END,
                               Destination={"Arn": BUS_ARN, **members})


def completed(events, name):
    def look():
        replay = events.describe_replay(ReplayName=name)
        return replay if replay["State"] in ("COMPLETED", "FAILED", "CANCELLED") else None
    replay = eventually(look)
    assert replay and replay["State"] == "COMPLETED", replay
    return replay


def test_an_archive_keeps_what_its_pattern_matches(server):
    events = server.boto3("events")
    made = events.create_archive(ArchiveName="shop", EventSourceArn=BUS_ARN, EventPattern=SHOP, RetentionDays=7)
    assert (made["ArchiveArn"], made["State"]) == (ARCHIVE, "ENABLED")
    send(server, {"n": 1}, {"n": 2})
    send(server, {"n": 3}, Source="bakery")
    archive = events.describe_archive(ArchiveName="shop")
    assert (archive["EventCount"], archive["SizeBytes"]) == (2, 2 * (len('shop' 'order' '{"n":1}') + 20))
    assert archive["EventPattern"] == SHOP
    rule = events.describe_rule(Name="Events-Archive-shop")
    assert rule["ManagedBy"] == "prod.vhs.events.aws.internal"
    assert refusal(events.disable_rule, Name="Events-Archive-shop")[0] == "ManagedRuleException"
    [listed] = events.list_archives(NamePrefix="sh")["Archives"]
    assert listed["ArchiveName"] == "shop" and "ArchiveArn" not in listed
    events.delete_archive(ArchiveName="shop")
    assert refusal(events.describe_archive, ArchiveName="shop") == (
        "ResourceNotFoundException", "Archive shop does not exist.")


def test_a_replay_sends_the_same_events_under_its_name(server):
    events = server.boto3("events")
    log_everything(server, "shop", "/events/shop")
    events.create_archive(ArchiveName="shop", EventSourceArn=BUS_ARN)
    ids = send(server, *({"n": n} for n in range(5)))
    assert start(events, "again")["State"] == "STARTING"
    replay = completed(events, "again")
    assert replay["EventLastReplayedTime"] <= replay["ReplayEndTime"]
    seen = logged(server, "/events/shop")
    assert sorted(event["id"] for event in seen if event.get("replay-name") == "again") == sorted(ids)
    assert len(seen) == 10
    assert list(next(e for e in seen if "replay-name" in e))[6:9] == ["region", "replay-name", "resources"]
    assert events.describe_archive(ArchiveName="shop")["EventCount"] == 5
    assert refusal(start, events=events, name="again")[0] == "ResourceAlreadyExistsException"
    assert refusal(events.cancel_replay, ReplayName="again")[0] == "IllegalStatusException"


def test_a_replay_may_be_for_one_rule(server):
    events = server.boto3("events")
    events.create_archive(ArchiveName="shop", EventSourceArn=BUS_ARN)
    send(server, {"n": 1})
    log_everything(server, "one", "/events/one")
    log_everything(server, "two", "/events/two")
    start(events, "again", FilterArns=[f"arn:aws:events:{REGION}:{ACCOUNT}:rule/two"])
    completed(events, "again")
    assert logged(server, "/events/one") == []
    assert [event["detail"] for event in logged(server, "/events/two")] == [{"n": 1}]


def test_a_replay_outlives_the_server(server):
    events = server.boto3("events")
    log_everything(server, "shop", "/events/shop")
    events.create_archive(ArchiveName="shop", EventSourceArn=BUS_ARN)
    for first in range(0, 2000, 10):
        send(server, *({"n": n} for n in range(first, first + 10)))
    start(events, "again")
    server.kill()
    server.start()
    completed(server.boto3("events"), "again")
    replayed = [event["detail"]["n"] for event in logged(server, "/events/shop") if "replay-name" in event]
    assert sorted(replayed) == list(range(2000))
