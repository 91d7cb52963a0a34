"""What people see, word for word: the lists and answers of the commands over the bundled samples, at a fixed moment."""
import pytest

import golden

# Two weeks after the last of the samples.
AT = {"EPITAPH_NOW": "2026-11-22T12:00:00Z"}

LISTS = {
    "tasks-80.txt": (["tasks"], "80"), "tasks-120.txt": (["tasks"], "120"), "tasks-200.txt": (["tasks"], "200"),
    "tasks-all-80.txt": (["tasks", "--all", "--limit", "5"], "80"),
    "top-cause.txt": (["top"], "80"), "top-service.txt": (["top", "--by", "service"], "80"),
    "issues.txt": (["issues"], "100"), "events.txt": (["events", "--limit", "10"], "80"),
    "rules.txt": (["rules", "list"], "100"), "logs-streams.txt": (["logs", "streams", "--limit", "5"], "80"),
    "logs-query.txt": (["logs", "query", "filter ispresent(detail.containers.0.exitCode) "
                        "| fields @timestamp, detail.stopCode, detail.containers.0.exitCode, detail.stoppedReason "
                        "| sort @timestamp desc | limit 5"], "80"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_fits_its_window(stocked, name):
    command, columns = LISTS[name]
    shown = stocked.epitaph(*command, "--utc", COLUMNS=columns, **AT)
    assert all(len(line) <= int(columns) for line in shown.splitlines())
    golden.check(name, shown)


def test_why_answers_on_one_screen_for_every_task(stocked):
    answers = []
    for task in stocked.epitaph_json("tasks"):
        shown = stocked.epitaph("why", task["taskArn"], "--utc", COLUMNS="80", **AT)
        assert len(shown.splitlines()) < 25, shown
        # A link is whole, so that it can be followed.
        assert all(len(line) <= 80 for line in shown.splitlines() if "https://" not in line), shown
        answers.append(f"$ epitaph why {task['taskId'][:12]}\n{shown}")
    golden.check("why.txt", "\n".join(answers))


def test_explain_says_what_each_entry_lacked(stocked):
    """In full for an entry that is asked early, so that new causes leave the file alone."""
    for task in stocked.epitaph_json("tasks"):
        explanation = stocked.epitaph_json("why", task["taskArn"], "--explain")["explanation"]
        assert "unmet" not in explanation["entry"]
        assert all(attempt["unmet"] and "\n" not in attempt["unmet"] for attempt in explanation["tried"]), task["taskArn"]
        if task.get("stopCode") == "EssentialContainerExited":
            assert ["stopCode is EssentialContainerExited, not SpotInterruption"] == [
                attempt["unmet"] for attempt in explanation["tried"]
                if (attempt["cause"], attempt["step"]) == ("spot-interruption", "stop-code")][:1]
        if task["diagnosis"]["cause"] == "spot-interruption":
            spot = task["taskArn"]
    shown = stocked.epitaph("why", spot, "--explain", "--utc", COLUMNS="120", **AT)
    golden.check("why-explain.txt", shown[shown.index("How it was found"):])


def test_in_a_pipe_nothing_is_cut(stocked):
    shown = stocked.epitaph("tasks", **AT)
    assert "…" not in shown
    assert all(task["diagnosis"]["cause"] in shown for task in stocked.epitaph_json("tasks"))
