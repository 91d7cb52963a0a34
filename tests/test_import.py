"""`epitaph import`: whatever form events lie about in, once each, and the bad ones named."""
import gzip
import json

import pytest

from task_events import compact, envelope, task_detail

GROUP = "/aws/events/ecs-stopped-tasks"
EVENTS = [envelope(task_detail(letter * 32), event_id=f"event-{letter}") for letter in "abc"]


def get_log_events_answer() -> str:
    return json.dumps({"events": [{"timestamp": 1772446560000 + n, "message": compact(event), "ingestionTime": 1772446561000}
                                  for n, event in enumerate(EVENTS)],
                       "nextForwardToken": "f/1", "nextBackwardToken": "b/1"})


def filter_log_events_answer() -> str:
    return json.dumps({"events": [{"logStreamName": event["resources"][0].rsplit("/", 1)[1], "timestamp": 1772446560000,
                                   "message": compact(event), "ingestionTime": 1772446561000, "eventId": str(n)}
                                  for n, event in enumerate(EVENTS)], "searchedLogStreams": []}, indent=2)


FORMS = {
    "one event, pretty-printed": "\n".join(json.dumps(event, indent=4) for event in EVENTS),
    "an array": json.dumps(EVENTS),
    "NDJSON": "".join(compact(event) + "\n" for event in EVENTS),
    "NDJSON with blank lines and CR LF": "\r\n\r\n".join(map(compact, EVENTS)),
    "get-log-events": get_log_events_answer(),
    "filter-log-events": filter_log_events_answer(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("way", ["file", "gzip", "stdin"])
def test_every_form_by_every_way(server, tmp_path, form, way):
    text = FORMS[form].encode()
    file = tmp_path / "events"
    file.write_bytes(gzip.compress(text) if way == "gzip" else text)
    if way == "stdin":
        server.epitaph("import", "-", stdin=text)
    else:
        server.epitaph("import", str(file))
    assert sorted(server.messages(GROUP)) == sorted(map(compact, EVENTS))
    assert len(server.epitaph_json("tasks")) == 3


def test_a_second_import_adds_nothing(server, tmp_path):
    file = tmp_path / "events.json"
    file.write_text(FORMS["an array"])
    for _ in range(3):
        server.epitaph("import", str(file))
    assert len(server.messages(GROUP)) == 3
    timeline = server.epitaph("trace", "a" * 32).splitlines()
    assert sum("STOPPED" in line for line in timeline) == 1


def test_bad_items_are_named_by_file_and_line_and_the_good_go_in(server, tmp_path):
    file = tmp_path / "mixed.ndjson"
    file.write_text("\n".join([compact(EVENTS[0]), '{"not": "an event"}', "{broken", compact(EVENTS[1])]) + "\n")
    done = server.epitaph_run("import", str(file))
    assert done.returncode == 1
    errors = done.stderr.decode()
    assert f"{file}:2" in errors and f"{file}:3" in errors
    assert f"{file}:1" not in errors and f"{file}:4" not in errors
    assert len(server.messages(GROUP)) == 2


def test_a_file_that_is_not_there_is_said_so(server):
    done = server.epitaph_run("import", "/nowhere/events.json")
    assert done.returncode == 1
    assert "/nowhere/events.json" in done.stderr.decode()
