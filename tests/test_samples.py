"""The bundled samples, which `make run` shows to a newcomer."""
import json

from conftest import SAMPLES


def sample_events() -> list[dict]:
    return [json.loads(line) for line in SAMPLES.read_text().splitlines()]


def test_they_show_what_ecs_sends():
    details = [e["detail"] for e in sample_events() if e["detail-type"] == "ECS Task State Change"]
    assert len(sample_events()) >= 25
    assert {"FARGATE", "EC2", "EXTERNAL"} <= {d.get("launchType") for d in details}
    statuses: dict[str, set[str]] = {}
    for detail in details:
        statuses.setdefault(detail["taskArn"], set()).add(detail["lastStatus"])
    assert any({"PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING", "STOPPED"} <= seen for seen in statuses.values())


def test_each_stopped_for_the_cause_that_the_readme_tells(stocked):
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in SAMPLES.with_name("README.md").read_text().splitlines() if line.startswith("| ")]
    told = {row[0]: (row[4], row[5]) for row in rows[2:] if row[4]}
    tasks = stocked.epitaph_json("tasks")
    assert {task["taskArn"].rsplit("/", 1)[1]: (task["diagnosis"]["cause"], task["diagnosis"]["container"] or "-")
            for task in tasks} == told
    assert len({cause for cause, _ in told.values()}) >= 8


def test_each_can_be_asked_about_by_arn_id_prefix_and_console_url(stocked):
    for task in stocked.epitaph_json("tasks"):
        arn = task["taskArn"]
        region, cluster, task_id = arn.split(":")[3], task["clusterArn"].rsplit("/", 1)[1], arn.rsplit("/", 1)[1]
        url = f"https://{region}.console.aws.amazon.com/ecs/v2/clusters/{cluster}/tasks/{task_id}?region={region}"
        for reference in (arn, task_id, task_id[:12], url):
            assert stocked.epitaph_json("why", reference)["taskArn"] == arn


def test_the_webhook_takes_the_file_as_it_is(server):
    answer = server.intake(SAMPLES.read_bytes())
    assert answer.json() == {"accepted": len(sample_events()), "rejected": []}
