"""`epitaph rules`: what patterns match, of a file without a server or of what the server keeps, and how rules have fared."""
import json

import pytest

import golden
from conftest import SAMPLES
from epitaph_server import Server

STOPPED = {"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}}
OUT_OF_MEMORY = {"detail": {"containers": {"reason": [{"prefix": "OutOfMemoryError"}]}}}
NEVER = {"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"], "stopCode": ["Bored"]}}


@pytest.fixture
def files(tmp_path):
    rules = tmp_path / "rules.jsonl"
    rules.write_text("".join(json.dumps({"name": name, "pattern": pattern}) + "\n" for name, pattern in
                             [("stopped", STOPPED), ("memory", OUT_OF_MEMORY), ("never", NEVER)]))
    pattern = tmp_path / "never.json"
    pattern.write_text(json.dumps(NEVER, indent=2))
    return rules, pattern


@pytest.fixture
def nobody(tmp_path):
    """Runs commands, and has no server."""
    return Server(tmp_path / "data")


def matched_in_samples(wanted):
    events = [json.loads(line) for line in SAMPLES.read_text().splitlines() if line.strip()]
    return len(events), sum(map(wanted, events))


def test_a_file_of_events_needs_no_server(nobody, files):
    rules, _ = files
    told = json.loads(nobody.epitaph("rules", "test", "--rules", rules, "--events", SAMPLES, "--repeat", "3", "-o", "json"))
    events, stopped = matched_in_samples(lambda e: e["source"] == "aws.ecs" and e["detail"].get("lastStatus") == "STOPPED")
    assert (told["events"], told["matches"]["stopped"], told["matches"]["never"]) == (events, stopped, 0)
    assert told["matches"]["memory"] > 0
    assert told["seconds"] > 0
    assert told["eventsPerSecond"] == pytest.approx(told["events"] / told["seconds"])
    golden.check("rules-test.txt", nobody.epitaph("rules", "test", "--rules", rules, "--events", SAMPLES))


def test_a_pattern_that_matches_nothing_is_told_what_says_no(nobody, files):
    _, pattern = files
    golden.check("rules-test-never.txt", nobody.epitaph("rules", "test", "--pattern", pattern, "--events", SAMPLES))
    told = json.loads(nobody.epitaph("rules", "test", "--pattern", pattern, "--events", SAMPLES, "-o", "json"))
    assert len(told["refusals"]) == told["events"]
    assert {refusal["field"] for refusal in told["refusals"]} >= {"detail.lastStatus", "detail.stopCode"}


def test_without_a_file_the_events_are_the_servers(stocked, files):
    rules, _ = files
    told = stocked.epitaph_json("rules", "test", "--rules", str(rules))
    kept = json.loads(stocked.epitaph("events", "--limit", "100000", "-o", "json"))
    assert told["events"] == len(kept)
    assert told["matches"]["stopped"] == sum(event["detail"].get("lastStatus") == "STOPPED" for event in kept)
    few = stocked.epitaph_json("rules", "test", "--rules", str(rules), "--limit", "2")
    assert few["events"] == 2


REFUSED = [
    ([], "--rules or --pattern is required"),
    (["--rules", "RULES", "--pattern", "NEVER"], "excludes"),
    (["--rules", "/nowhere"], "cannot be opened"),
    (["--rules", "BROKEN", "--events", str(SAMPLES)], "broken.jsonl:2: Event pattern is not valid. Reason:"),
]


@pytest.mark.parametrize("arguments,text", REFUSED)
def test_what_cannot_be_tested_is_refused(nobody, files, tmp_path, arguments, text):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"name": "a", "pattern": {"a": [1]}}\n{"name": "b", "pattern": {"a": 1}}\n')
    named = {"RULES": files[0], "NEVER": files[1], "BROKEN": broken}
    done = nobody.epitaph_run("rules", "test", *(named.get(argument, argument) for argument in arguments))
    assert done.returncode in (2, 3)
    assert text in done.stderr.decode()


def test_rules_are_listed_with_how_they_have_fared(server):
    logs, events, sqs = server.boto3("logs"), server.boto3("events"), server.boto3("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    logs.create_log_group(logGroupName="/orders")
    events.put_rule(Name="orders", EventPattern='{"source": ["shop"]}')
    events.put_targets(Rule="orders", Targets=[
        {"Id": "log", "Arn": arn.replace(":sqs:", ":logs:").rsplit(":", 1)[0] + ":log-group:/orders"},
        {"Id": "gone", "Arn": arn.rsplit(":", 1)[0] + ":none", "DeadLetterConfig": {"Arn": arn}}])
    events.put_events(Entries=[{"Source": "shop", "DetailType": "order", "Detail": "{}"}] * 3)
    [rule] = [rule for rule in server.epitaph_json("rules", "list") if rule["name"] == "orders"]
    assert (rule["matched"], rule["delivered"], rule["failed"], rule["deadLettered"]) == (3, 3, 3, 3)
    assert (rule["lastError"]["targetId"], rule["lastError"]["code"]) == ("gone", "NO_RESOURCE")
    assert len(sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10)["Messages"]) == 3
