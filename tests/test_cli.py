"""The commands as people and scripts use them: forms of output, filters, exit codes. What a command finds is tested beside
the code; here it is the binary on a terminal or in a pipe."""
import csv
import io
import json
import subprocess
from datetime import datetime

import pytest

from epitaph_server import BINARY


def test_an_empty_result_is_an_empty_list_and_no_failure(server):
    assert server.epitaph("tasks", "-o", "json").strip() == "[]"
    assert server.epitaph("tasks", "-o", "ndjson") == ""
    assert server.epitaph("tasks", "-o", "yaml").strip() == "[]"
    assert len(server.epitaph("tasks", "-o", "csv").splitlines()) == 1
    assert len(server.epitaph("tasks").splitlines()) == 1


def test_every_form_of_output_tells_of_the_same_tasks(stocked):
    tasks = json.loads(stocked.epitaph("tasks", "-o", "json"))
    arns = [task["taskArn"] for task in tasks]
    assert [json.loads(line)["taskArn"] for line in stocked.epitaph("tasks", "-o", "ndjson").splitlines()] == arns
    assert len(list(csv.DictReader(io.StringIO(stocked.epitaph("tasks", "-o", "csv"))))) == len(arns)
    yaml = stocked.epitaph("tasks", "-o", "yaml")
    assert all(arn in yaml for arn in arns)
    for form in ("table", "wide"):
        header, *rows = stocked.epitaph("tasks", "-o", form).splitlines()
        assert len(rows) == len(arns)
        assert header.isupper()


def test_the_task_is_at_the_top_with_awss_fields_and_ours_beside(stocked):
    for task in stocked.epitaph_json("tasks"):
        assert {"taskArn", "clusterArn", "lastStatus", "containers", "diagnosis"} <= task.keys()
        assert {"cause", "kind", "confidence", "container", "headline", "evidence", "checks", "link",
                "catalogueVersion"} <= task["diagnosis"].keys()


def test_every_quote_of_the_evidence_is_in_the_task(stocked):
    for task in stocked.epitaph_json("tasks"):
        for evidence in task["diagnosis"]["evidence"]:
            told, quoted = value_at(task, evidence["path"]), evidence["value"]
            assert told == quoted or datetime.fromisoformat(told) == datetime.fromisoformat(quoted)


def value_at(task: dict, path: str) -> str:
    value = task
    for step in path.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    return value if isinstance(value, str) else json.dumps(value)


def test_colour_only_on_a_terminal_and_never_with_no_color(stocked):
    def on_a_terminal(**environment):
        command = f"{BINARY} tasks"
        return subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, timeout=60,
                              stdin=subprocess.DEVNULL, env=stocked.environment(TERM="xterm", **environment)).stdout

    assert "\x1b[" not in stocked.epitaph("tasks")
    assert b"\x1b[" in on_a_terminal()
    assert b"\x1b[" not in on_a_terminal(NO_COLOR="1")


def test_filters_keep_what_they_say(stocked):
    tasks = stocked.epitaph_json("tasks")
    for option, member in [("--cause", lambda t: t["diagnosis"]["cause"]), ("--stop-code", lambda t: t.get("stopCode")),
                           ("--cluster", lambda t: t["clusterArn"].rsplit("/", 1)[1]),
                           ("--account", lambda t: t["taskArn"].split(":")[4]),
                           ("--region", lambda t: t["taskArn"].split(":")[3])]:
        for value in {member(task) for task in tasks} - {None}:
            expected = [task["taskArn"] for task in tasks if member(task) == value]
            assert [t["taskArn"] for t in stocked.epitaph_json("tasks", option, value)] == expected, (option, value)
    assert [t["taskArn"] for t in stocked.epitaph_json("tasks", "--limit", "3")] == [t["taskArn"] for t in tasks[:3]]
    assert len(stocked.epitaph_json("tasks", "--all")) > len(tasks)


def test_why_tells_a_person_and_a_program_the_same(stocked):
    for task in stocked.epitaph_json("tasks"):
        text = stocked.epitaph("why", task["taskArn"])
        assert task["taskArn"].rsplit("/", 1)[1] in text
        assert task["diagnosis"]["headline"] in " ".join(text.split())


def test_trace_is_a_tab_separated_line_an_event(stocked):
    arn = max(stocked.epitaph_json("tasks"), key=lambda t: t["version"])["taskArn"]
    lines = stocked.epitaph("trace", arn).splitlines()
    assert lines and all("\t" in line for line in lines)


EXIT_CODES = [
    (["tasks"], 0), (["version"], 0), (["--help"], 0), (["tasks", "--help"], 0),
    (["frobnicate"], 2), (["tasks", "--frobnicate"], 2), (["tasks", "-o", "xml"], 2), (["why"], 2),
    (["tasks", "--since", "whenever"], 2), (["why", "f" * 32], 3),
    (["tasks", "--url", "http://127.0.0.1:1"], 5),
    (["tasks", "--fail-on", "failure"], 6), (["tasks", "--fail-on", "failure", "--cluster", "nowhere"], 0),
]


@pytest.mark.parametrize("arguments,code", EXIT_CODES, ids=[" ".join(arguments) for arguments, _ in EXIT_CODES])
def test_exit_codes(stocked, arguments, code):
    done = stocked.epitaph_run(*arguments)
    assert done.returncode == code, done.stderr.decode()
    if code in (1, 2, 3, 5):
        assert done.stdout == b"" and done.stderr != b""


def test_secrets_are_masked_and_the_record_is_not(server):
    from task_events import compact, envelope, task_detail

    stopped = envelope(task_detail("a" * 32, overrides={"containerOverrides": [
        {"name": "app", "environment": [{"name": "PASSWORD", "value": "hunter2"}]}]},
        stoppedReason="pull of https://example.com/x?token=s3cret failed"))
    server.intake(stopped)
    for shown in (server.epitaph("why", "a" * 32), server.epitaph("why", "a" * 32, "-o", "json"),
                  server.epitaph("tasks", "-o", "json"), server.epitaph("tasks", "-o", "wide")):
        assert "hunter2" not in shown and "s3cret" not in shown
    assert server.messages("/aws/events/ecs-stopped-tasks") == [compact(stopped)]
