"""CloudWatch Logs Insights: queries through the AWS CLI, boto3 and `epitaph logs`, from their start to their last row."""
import csv
import io
import json
import os
import pty
import re
import subprocess
import time

import pytest
import requests
from botocore.exceptions import ClientError

from conftest import SAMPLES
from epitaph_server import ACCOUNT, BINARY, ROOT, Server
from task_events import envelope, task_detail

GROUP = "/aws/events/ecs-stopped-tasks"
ALL_TIME = {"startTime": 0, "endTime": 32503680000}  # the year 3000
END_SECONDS = 60


def stopped_samples() -> list[dict]:
    """What the default rule keeps of the bundled samples."""
    events = [json.loads(line) for line in SAMPLES.read_text().splitlines()]
    return [e for e in events if e["detail-type"] == "ECS Task State Change"
            and e["detail"].get("lastStatus") == e["detail"].get("desiredStatus") == "STOPPED"]


def wait(logs, query_id: str) -> dict:
    """Polls as every client does, until the query has ended."""
    deadline = time.monotonic() + END_SECONDS
    while time.monotonic() < deadline:
        answer = logs.get_query_results(queryId=query_id)
        if answer["status"] not in ("Scheduled", "Running"):
            return answer
        time.sleep(0.02)
    raise AssertionError(f"query {query_id} does not end")


def run(logs, text: str, **arguments) -> dict:
    if not {"logGroupNames", "logGroupIdentifiers"} & arguments.keys() and not text.startswith("SOURCE"):
        arguments.setdefault("logGroupName", GROUP)
    started = logs.start_query(queryString=text, **{**ALL_TIME, **arguments})
    return wait(logs, started["queryId"])


def rows(answer: dict) -> list[dict[str, str]]:
    return [{field["field"]: field["value"] for field in row} for row in answer["results"]]


def refusal(call, **arguments) -> dict:
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response


@pytest.fixture(scope="module")
def logs(stocked):
    return stocked.boto3("logs")


def count_by_stop_code() -> dict[str | None, int]:
    counts: dict[str | None, int] = {}
    for event in stopped_samples():
        code = event["detail"].get("stopCode")
        counts[code] = counts.get(code, 0) + 1
    return counts


# The API -------------------------------------------------------------------------------------------------------


def test_a_query_runs_to_complete_and_counts_what_is_there(logs):
    answer = run(logs, "stats count(*) as tasks by detail.stopCode as code")
    assert answer["status"] == "Complete"
    assert {row.get("code"): int(row["tasks"]) for row in rows(answer)} == count_by_stop_code()
    statistics = answer["statistics"]
    assert statistics["recordsScanned"] == statistics["recordsMatched"] == len(stopped_samples())
    messages = [e["message"] for page in logs.get_paginator("filter_log_events").paginate(logGroupName=GROUP)
                for e in page["events"]]
    assert statistics["bytesScanned"] == sum(len(message.encode()) for message in messages)


def test_the_aws_cli_starts_a_query_and_reads_it(stocked):
    now = int(time.time())
    query_id = stocked.aws("logs", "start-query", "--log-group-names", GROUP, "--start-time", "1", "--end-time", str(now * 2),
                           "--limit", "3", "--query-string", "fields @timestamp, detail.stopCode | sort @timestamp desc")["queryId"]
    deadline = time.monotonic() + END_SECONDS
    while (answer := stocked.aws("logs", "get-query-results", "--query-id", query_id))["status"] in ("Scheduled", "Running"):
        assert time.monotonic() < deadline
    assert answer["status"] == "Complete"
    assert [[field["field"] for field in row][-1] for row in answer["results"]] == ["@ptr"] * 3
    times = [row["@timestamp"] for row in rows(answer)]
    assert times == sorted(times, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", text) for text in times)
    described = stocked.aws("logs", "describe-queries", "--log-group-name", GROUP, "--status", "Complete")["queries"]
    [query] = [q for q in described if q["queryId"] == query_id]
    assert query["queryString"] == (f'SOURCE "{GROUP}" START=1000 END={now * 2}999 | '
                                    "fields @timestamp, detail.stopCode | sort @timestamp desc")


def test_results_are_paged_to_the_end(stocked, logs):
    query_id = logs.start_query(logGroupName=GROUP, queryString="fields @message", **ALL_TIME)["queryId"]
    whole = wait(logs, query_id)["results"]
    assert len(whole) == len(stopped_samples())
    # Debian's boto3 does not know of pages yet.
    read, token = [], {}
    while True:
        page = stocked.call("Logs_20140328.GetQueryResults", {"queryId": query_id, "maxItems": 7, **token}).json()
        assert len(page["results"]) <= 7
        read += page["results"]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert read == whole


def test_a_record_is_found_by_its_pointer(logs):
    [row] = rows(run(logs, "fields @ptr, @message | limit 1"))
    record = logs.get_log_record(logRecordPointer=row["@ptr"])["logRecord"]
    event = json.loads(record["@message"])
    assert record["@message"] == row["@message"]
    assert record["@log"] == f"{ACCOUNT}:{GROUP}"
    assert record["detail.taskArn"] == event["detail"]["taskArn"]
    assert record["detail.containers.0.name"] == event["detail"]["containers"][0]["name"]
    assert record["@logStream"] == event["detail"]["taskArn"].rsplit("/", 1)[1]
    assert refusal(logs.get_log_record, logRecordPointer="none")["Error"]["Code"] == "InvalidParameterException"


def test_the_fields_of_a_group(logs):
    latest = rows(run(logs, "fields toMillis(@timestamp) as at | sort at desc | limit 1"))[0]["at"]
    fields = {f["name"]: f["percent"]
              for f in logs.get_log_group_fields(logGroupName=GROUP, time=int(latest) // 1000)["logGroupFields"]}
    assert fields["@timestamp"] == fields["@message"] == fields["@logStream"] == fields["detail.taskArn"] == 100
    assert logs.get_log_group_fields(logGroupName=GROUP, time=1)["logGroupFields"] == []


def test_a_malformed_query_is_refused_at_once_with_its_place(logs):
    refused = refusal(logs.start_query, logGroupName=GROUP, queryString="fields @message | bogus x", **ALL_TIME)
    assert refused["Error"]["Code"] == "MalformedQueryException"
    assert refused["queryCompileError"]["location"] == {"startCharOffset": 18, "endCharOffset": 23}
    assert refused["queryCompileError"]["message"] == refused["Error"]["Message"]


def test_an_unknown_group_and_an_unknown_query(logs):
    refused = refusal(logs.start_query, logGroupName="none", queryString="limit 1", **ALL_TIME)["Error"]
    assert refused["Code"] == "ResourceNotFoundException"
    assert refused["Message"].startswith(
        f"Log group 'none' does not exist for account ID '{ACCOUNT}' (Service: AWSLogs; Status Code: 400;")
    for call in (logs.get_query_results, logs.stop_query):
        assert refusal(call, queryId="none")["Error"]["Code"] == "ResourceNotFoundException"


def test_another_language_is_refused(stocked):
    for language in ("SQL", "PPL"):
        refused = stocked.call("Logs_20140328.StartQuery", {"queryLanguage": language, "logGroupName": GROUP,
                                                            "queryString": "SELECT 1", **ALL_TIME})
        assert (refused.status_code, refused.json()["__type"]) == (400, "InvalidParameterException")


def test_a_query_that_has_ended_cannot_be_stopped(logs):
    query_id = logs.start_query(logGroupName=GROUP, queryString="limit 1", **ALL_TIME)["queryId"]
    wait(logs, query_id)
    refused = refusal(logs.stop_query, queryId=query_id)["Error"]
    assert (refused["Code"], "not running" in refused["Message"]) == ("InvalidParameterException", True)


def test_of_many_queries_each_ends(logs):
    ids = [logs.start_query(logGroupName=GROUP, queryString=f"limit {n + 1}", **ALL_TIME)["queryId"] for n in range(30)]
    for n, query_id in enumerate(ids):
        answer = wait(logs, query_id)
        assert (answer["status"], len(answer["results"])) == ("Complete", min(n + 1, len(stopped_samples())))
    listed = []
    for page in logs.get_paginator("describe_queries").paginate(PaginationConfig={"PageSize": 9}):
        assert len(page["queries"]) <= 9
        listed += [query["queryId"] for query in page["queries"]]
    assert set(ids) <= set(listed)
    assert len(listed) == len(set(listed))


def test_definitions_are_put_described_and_deleted(stocked, logs):
    put = stocked.aws("logs", "put-query-definition", "--name", "ecs/stops by code", "--log-group-names", GROUP,
                      "--query-string", "stats count(*) by detail.stopCode")["queryDefinitionId"]
    other = logs.put_query_definition(name="other", queryString="limit 1")["queryDefinitionId"]
    [found] = logs.describe_query_definitions(queryDefinitionNamePrefix="ecs/")["queryDefinitions"]
    assert (found["queryDefinitionId"], found["logGroupNames"]) == (put, [GROUP])
    logs.put_query_definition(name="ecs/all", queryString="limit 2", queryDefinitionId=put)
    names = [d["name"] for d in logs.describe_query_definitions()["queryDefinitions"]]
    assert names == ["ecs/all", "other"]
    for definition in (put, other):
        assert logs.delete_query_definition(queryDefinitionId=definition)["success"]
    assert refusal(logs.delete_query_definition, queryDefinitionId=put)["Error"]["Code"] == "ResourceNotFoundException"


def test_results_outlive_the_server_and_are_gone_after_seven_days(data):
    server = Server(data, EPITAPH_SERVER_MOVABLE_CLOCK="true").start()
    try:
        server.intake(envelope(task_detail("a" * 32)))
        logs = server.boto3("logs")
        query_id = logs.start_query(logGroupName=GROUP, queryString="fields @message", **ALL_TIME)["queryId"]
        before = wait(logs, query_id)
        assert len(before["results"]) == 1
        server.stop()
        server.start()
        logs = server.boto3("logs")
        after = logs.get_query_results(queryId=query_id)
        assert (after["results"], after["statistics"]) == (before["results"], before["statistics"])
        assert [q["queryId"] for q in logs.describe_queries()["queries"]] == [query_id]
        requests.put(f"{server.url}/api/v1/clock", json={"aheadSeconds": 8 * 24 * 3600}, timeout=10).raise_for_status()
        assert refusal(logs.get_query_results, queryId=query_id)["Error"]["Code"] == "ResourceNotFoundException"
    finally:
        server.kill()


# The cookbook --------------------------------------------------------------------------------------------------


def cookbook() -> list[str]:
    text = (ROOT / "docs" / "queries.md").read_text()
    return [block.strip() for language, block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S) if not language]


def test_every_query_of_the_cookbook_can_be_pasted(stocked, logs):
    queries = cookbook()
    assert len(queries) == 25
    [sample] = [e for e in stopped_samples() if e["detail"]["stopCode"] == "EssentialContainerExited"][:1]
    task_arn = sample["detail"]["taskArn"]
    for query in queries:
        assert "'" not in query
        filled = query.replace("TASK_ID", task_arn.rsplit("/", 1)[1]).replace("TASK_ARN", task_arn).replace(
            "CLUSTER", sample["detail"]["clusterArn"].rsplit("/", 1)[1]).replace(
            "SERVICE", sample["detail"]["group"].split(":", 1)[1])
        answer = run(logs, filled)
        assert answer["status"] == "Complete", query
        shown = json.loads(stocked.epitaph("logs", "query", filled, "-o", "json", "--unmasked"))
        assert [list(row.items()) for row in shown] == [list(row.items()) for row in rows(answer)] or "by" in query, query


def test_the_cookbook_finds_what_the_samples_hold(logs):
    samples = stopped_samples()
    queries = cookbook()
    recent = rows(run(logs, queries[0]))
    assert len(recent) == min(50, len(samples))
    memory = rows(run(logs, queries[9]))
    killed = [e for e in samples if "OutOfMemory" in json.dumps(e)
              or any(c.get("exitCode") == 137 for c in e["detail"]["containers"][:2])]
    assert len(memory) == len(killed)
    never = rows(run(logs, queries[19]))
    assert sum(int(row["tasks"]) for row in never) == len([e for e in samples if "startedAt" not in e["detail"]])
    containers = rows(run(logs, queries[16]))
    assert sum(int(row["times"]) for row in containers) == sum(len(e["detail"]["containers"]) for e in samples)
    [volume] = [sum(int(row["events"]) for row in rows(run(logs, queries[24])))]
    assert volume == len(samples)


# The commands --------------------------------------------------------------------------------------------------

QUERY = "stats count(*) as tasks by detail.stopCode as code | sort code asc"


def expected_rows() -> list[tuple[str, str]]:
    return sorted((code, str(count)) for code, count in count_by_stop_code().items() if code is not None)


def test_a_query_prints_its_rows_in_every_form(stocked):
    query = "filter ispresent(detail.stopCode) | " + QUERY
    want = expected_rows()
    for form in ("json", "yaml"):
        shown = stocked.epitaph("logs", "query", query, "-o", form)
        if form == "json":
            assert [(row["code"], row["tasks"]) for row in json.loads(shown)] == want
        else:
            assert all(f'"code": "{code}"' in shown and f'"tasks": "{tasks}"' in shown for code, tasks in want)
    lines = stocked.epitaph("logs", "query", query, "-o", "ndjson").splitlines()
    assert [(row["code"], row["tasks"]) for row in map(json.loads, lines)] == want
    table = list(csv.reader(io.StringIO(stocked.epitaph("logs", "query", query, "-o", "csv"))))
    assert [tuple(row) for row in table] == [("code", "tasks"), *want]
    for form in ("table", "wide"):
        done = stocked.epitaph_run("logs", "query", query, "-o", form)
        assert [tuple(line.split()) for line in done.stdout.decode().splitlines()] == [("code", "tasks"), *want]
        assert f"{len(want)} rows; {len(stopped_samples())} of {len(stopped_samples())} records match" in done.stderr.decode()


def test_a_query_without_rows_is_an_empty_list(stocked):
    assert stocked.epitaph("logs", "query", "filter detail.stopCode = 'none'", "-o", "json") == "[]\n"
    assert stocked.epitaph("logs", "query", QUERY, "--since", "2001-01-01T00:00:00Z", "--until", "2002-01-01T00:00:00Z",
                           "-o", "csv") == "\n"


def test_a_query_that_is_refused_says_where(stocked):
    done = stocked.epitaph_run("logs", "query", "fields @message | bogus x")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-2:] == ["    fields @message | bogus x", "                      ^^^^^"]
    assert stocked.epitaph_run("logs", "query", "limit 1", "--group", "none").returncode == 3
    assert stocked.epitaph_run("logs", "query", "limit 1", "--since", "yesterday").returncode == 2
    assert stocked.epitaph_run("logs", "query", "limit 1", "--url", "http://127.0.0.1:1").returncode == 5


def test_a_query_names_groups_in_any_way(stocked):
    arn = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{GROUP}"
    count = ["logs", "query", "stats count(*) as n", "-o", "csv"]
    want = f"n\n{len(stopped_samples())}\n"
    assert stocked.epitaph(*count) == stocked.epitaph(*count, "--group", arn) == want
    assert stocked.epitaph(*count, "--group", GROUP, "--group", arn) == want
    assert stocked.epitaph("logs", "query", f"SOURCE '{GROUP}' | stats count(*) as n", "-o", "csv") == want


def test_groups_and_streams_are_listed(stocked):
    groups = stocked.epitaph_json("logs", "groups")
    assert [group["logGroupName"] for group in groups] == [GROUP]
    assert groups[0]["storedBytes"] > 0 and groups[0]["creationTime"].endswith("Z")
    assert stocked.epitaph_json("logs", "groups", "/none") == []
    assert GROUP in stocked.epitaph("logs", "groups") and "for ever" in stocked.epitaph("logs", "groups", "-o", "csv")
    tasks = {event["detail"]["taskArn"].rsplit("/", 1)[1] for event in stopped_samples()}
    streams = stocked.epitaph_json("logs", "streams", "--limit", "1000")
    assert {stream["logStreamName"] for stream in streams} == tasks
    last = [stream["lastEventTimestamp"] for stream in streams]
    assert last == sorted(last, reverse=True)
    one = sorted(tasks)[0]
    assert [s["logStreamName"] for s in stocked.epitaph_json("logs", "streams", GROUP, "--prefix", one)] == [one]
    assert stocked.epitaph_run("logs", "streams", "none").returncode == 3


def test_events_are_read_from_a_stream_and_a_group(stocked):
    task = stopped_samples()[0]["detail"]["taskArn"].rsplit("/", 1)[1]
    kept = [e for e in stopped_samples() if e["detail"]["taskArn"].endswith(task)]
    event, *others = stocked.epitaph_json("logs", "get", GROUP, task, "--unmasked")
    assert len(others) + 1 == len(kept)
    assert json.loads(event["message"])["detail"]["taskArn"].endswith(task)
    assert event["timestamp"].endswith("Z")
    lines = stocked.epitaph("logs", "filter", GROUP, "-o", "ndjson", "--unmasked").splitlines()
    events = [json.loads(line) for line in lines]
    assert len(events) == len(stopped_samples())
    assert [e["timestamp"] for e in events] == sorted(e["timestamp"] for e in events)
    assert len(stocked.epitaph_json("logs", "filter", GROUP, "--limit", "3")) == 3
    assert len(stocked.epitaph_json("logs", "filter", GROUP, "--stream", task)) == len(kept)
    wide = stocked.epitaph("logs", "filter", GROUP, "--stream", task, "-o", "wide")
    assert task in wide and "MESSAGE" in wide.splitlines()[0]
    assert stocked.epitaph_json("logs", "filter", GROUP, "--until", "1971-01-01T00:00:00Z") == []
    assert stocked.epitaph_run("logs", "get", GROUP, "none").returncode == 3


def test_a_long_stream_is_read_to_its_end(server):
    logs = server.boto3("logs")
    logs.create_log_group(logGroupName="/app")
    logs.create_log_stream(logGroupName="/app", logStreamName="web")
    now = int(time.time() * 1000)
    for batch in range(3):
        logs.put_log_events(logGroupName="/app", logStreamName="web", logEvents=[
            {"timestamp": now + batch, "message": f"{batch} {n:04} " + "x" * 200} for n in range(4000)])
    lines = server.epitaph("logs", "get", "/app", "web", "-o", "ndjson").splitlines()
    messages = [json.loads(line)["message"][:6] for line in lines]
    assert messages == [f"{batch} {n:04}" for batch in range(3) for n in range(4000)]
    newest = server.epitaph_json("logs", "get", "/app", "web", "--limit", "10001")
    assert [e["message"][:6] for e in newest] == messages[-10001:]


def test_secrets_are_hidden_unless_asked_for(server):
    detail = task_detail("a" * 32, stoppedReason="cannot pull http://host/layer?X-Amz-Signature=abc")
    detail["overrides"] = {"containerOverrides": [{"name": "app", "environment": [{"name": "KEY", "value": "s3cret"}]}]}
    server.intake(envelope(detail))
    commands = [["logs", "get", GROUP, "a" * 32], ["logs", "filter", GROUP],
                ["logs", "query", "fields @message, detail.stoppedReason, "
                                  "detail.overrides.containerOverrides.0.environment.0.value"]]
    for command in commands:
        hidden, shown = (server.epitaph(*command, "-o", "json", *more) for more in ([], ["--unmasked"]))
        assert "s3cret" not in hidden and "Signature" not in hidden and "***" in hidden
        assert "s3cret" in shown and "X-Amz-Signature=abc" in shown


def test_a_terminal_is_told_how_it_ended(stocked):
    """On a terminal the same rows stand on stdout, and nothing of the line about progress is left on stderr."""
    control, terminal = pty.openpty()
    try:
        done = subprocess.run([BINARY, "logs", "query", QUERY, "-o", "csv"], stdout=subprocess.PIPE, stderr=terminal,
                              env=stocked.environment(), timeout=60)
        assert done.returncode == 0
        os.set_blocking(control, False)
        try:
            shown = os.read(control, 65536).decode()
        except BlockingIOError:
            shown = ""
        assert shown == "" or shown.endswith("\r\x1b[K")
    finally:
        os.close(control)
        os.close(terminal)


def test_the_shell_completes_the_commands(stocked):
    assert {"filter", "get", "groups", "query", "streams"} <= set(stocked.epitaph("complete", "logs", "").split())
    assert "--group" in stocked.epitaph("complete", "logs", "query", "--").split()
    assert ".SS epitaph logs query TEXT" in stocked.epitaph("man")
