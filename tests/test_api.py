"""What /api/v1 promises beyond the shape of its answers: that what is set holds, that what is counted is there, that a page
does not depend on what comes meanwhile."""
import json
import time

import pytest
import requests

from epitaph_server import Server
from task_events import envelope, task_detail

ARN = "arn:aws:ecs:eu-west-1:111122223333"


class Api:
    def __init__(self, server: Server):
        self.root = f"{server.url}/api/v1"

    def call(self, method: str, path: str, body=None, status: int = 200, **query):
        answer = requests.request(method, f"{self.root}{path}", params=query, timeout=60,
                                  data=None if body is None else json.dumps(body))
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def get(self, path: str, **query):
        return self.call("GET", path, **query)


@pytest.fixture
def api(server):
    return Api(server)


def stamp(seconds_ago: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - seconds_ago))


def stop(letter: str, seconds_ago: float, **members) -> dict:
    at = stamp(seconds_ago)
    return envelope(task_detail(letter * 32, createdAt=stamp(seconds_ago + 70), startedAt=stamp(seconds_ago + 60),
                                stoppingAt=at, stoppedAt=at, updatedAt=at, **members), time=at)


def test_pages_are_of_one_moment(server, api):
    server.intake([stop(letter, 1000 - number) for number, letter in enumerate("0123456789")])
    first = api.get("/tasks", limit=4)
    server.intake([stop(letter, 10) for letter in "abc"])
    rest = api.get("/tasks", limit=100, cursor=first["nextCursor"])
    assert [t["taskId"][0] for t in first["items"] + rest["items"]] == list("9876543210")


def test_counts_are_those_of_the_tasks(server, api):
    server.intake([stop(letter, 60, exit_code=code) for letter, code in zip("abcde", (1, 1, 137, 0, 139))])
    facets = api.get("/facets", fields="exitCode,cause", cluster="shop")
    assert facets["tasks"] == 5
    assert {v["value"]: v["count"] for v in facets["facets"]["exitCode"]["values"]} == {"1": 2, "137": 1, "0": 1, "139": 1}
    for facet, counted in facets["facets"].items():
        for value in counted["values"]:
            assert len(api.get("/tasks", **{facet: value["value"]})["items"]) == value["count"]


def test_an_exit_code_with_a_container_is_that_containers(server, api):
    event = stop("a", 60, exit_code=1)
    event["detail"]["containers"].append({"name": "envoy", "lastStatus": "STOPPED", "exitCode": 0, "image": "envoy:1",
                                          "containerArn": f"{ARN}:container/x", "taskArn": event["resources"][0]})
    server.intake(event)
    assert len(api.get("/tasks", exitCode=0, container="envoy")["items"]) == 1
    assert api.get("/tasks", exitCode=1, container="envoy")["items"] == []


def test_a_crash_loop_wants_attention(server, api):
    assert api.get("/attention")["items"] == []
    server.intake([stop(letter, 30 * number + 5) for number, letter in enumerate("abcd")])
    [row] = [row for row in api.get("/attention")["items"] if row["kind"] == "crash-loop"]
    assert (row["service"], row["cluster"], row["severity"], row["count"]) == ("checkout", "shop", "critical", 4)
    assert api.get("/attention", service="search")["items"] == []
    assert "checkout" in server.epitaph("issues", "--attention")


def test_thresholds_are_configured(data):
    server = Server(data, EPITAPH_LEDGER_CRASH_LOOP_FAILURES="5").start()
    try:
        server.intake([stop(letter, 30 * number + 5) for number, letter in enumerate("abcd")])
        assert [r for r in Api(server).get("/attention")["items"] if r["kind"] == "crash-loop"] == []
        server.stop()
    finally:
        server.kill()


def test_retention_is_set_shown_and_taken_away(api):
    assert api.get("/retention") == {"defaultDays": None, "clusters": []}
    assert api.call("PUT", "/retention", {"days": 365})["defaultDays"] == 365
    prod = {"account": "111122223333", "region": "eu-west-1", "cluster": "prod"}
    api.call("PUT", f"/retention/{ARN}:cluster/prod", {"days": 30})
    api.call("PUT", "/retention/here", {"days": None})
    assert api.get("/retention") == {"defaultDays": 365, "clusters": [
        {"account": "000000000000", "region": "us-east-1", "cluster": "here", "days": None}, {**prod, "days": 30}]}
    api.call("DELETE", "/retention/prod", status=204, account=prod["account"], region=prod["region"])
    api.call("DELETE", "/retention", status=204)
    assert [c["cluster"] for c in api.get("/retention")["clusters"]] == ["here"]
    for days in (0, 36501, "x", 1.5):
        api.call("PUT", "/retention", {"days": days}, status=400)


def test_retention_of_the_configuration_holds_from_the_start(data):
    server = Server(data, EPITAPH_LEDGER_RETENTION_DAYS="90",
                    EPITAPH_LEDGER_CLUSTER_RETENTION="111122223333/eu-west-1/shop=400").start()
    try:
        assert Api(server).get("/retention") == {"defaultDays": 90, "clusters": [
            {"account": "111122223333", "region": "eu-west-1", "cluster": "shop", "days": 400}]}
        server.stop()
    finally:
        server.kill()


def test_holds_are_placed_and_lifted(server, api):
    server.intake(stop("a", 60))
    hold = api.call("PUT", f"/holds/tasks/{'a' * 32}", {"reason": "incident 4711", "placedBy": "ada"})
    assert (hold["taskArn"].rsplit("/", 1)[1], hold["reason"], hold["placedBy"]) == ("a" * 32, "incident 4711", "ada")
    api.call("PUT", "/holds/services/shop/checkout", {"reason": "audit"})
    assert len(api.get("/holds")["items"]) == 2
    api.call("PUT", "/holds/services/shop/checkout", {"reason": "audit"}, status=409)
    api.call("PUT", f"/holds/tasks/{'a' * 32}", {"why": "x"}, status=400)
    api.call("DELETE", f"/holds/tasks/{'a' * 32}", status=204)
    api.call("DELETE", f"/holds/tasks/{'a' * 32}", status=404)
    [left] = api.get("/holds")["items"]
    assert left["service"] == {"account": "111122223333", "region": "eu-west-1", "cluster": "shop", "service": "checkout"}


def test_a_task_definition_makes_the_diagnosis_better(server, api):
    event = stop("a", 60, exit_code=0)
    event["detail"]["containers"].append({"name": "migrate", "lastStatus": "STOPPED", "exitCode": 3, "image": "m:1",
                                          "containerArn": f"{ARN}:container/x", "taskArn": event["resources"][0]})
    server.intake(event)
    assert api.get(f"/tasks/{'a' * 32}")["diagnosis"]["container"] == "migrate"
    definition = {"taskDefinitionArn": event["detail"]["taskDefinitionArn"], "family": "checkout", "revision": 17,
                  "containerDefinitions": [{"name": "app", "essential": True}, {"name": "migrate", "essential": False}]}
    assert api.call("POST", "/task-definitions", {"taskDefinition": definition}) == {"accepted": 1, "rejected": []}
    assert [d["taskDefinition"] for d in api.get("/task-definitions")["items"]] == ["checkout:17"]
    assert api.get("/task-definitions/checkout:17")["containerDefinitions"] == definition["containerDefinitions"]
    task = api.get(f"/tasks/{'a' * 32}")
    assert task["diagnosis"]["container"] != "migrate"
    assert [c["essential"] for c in task["context"]["containers"]] == [True, False]


def test_a_setting_that_cannot_be_is_refused_with_its_source(data, tmp_path):
    file = tmp_path / "epitaph.toml"
    file.write_text('[ledger]\nsilence = "soon"\n')
    done = Server(data).epitaph_run("serve", "--config", str(file), "--data", str(data))
    assert done.returncode == 2
    assert f"ledger.silence must be a span of a minute or more, such as 15m or 1d, not `soon` ({file})" in done.stderr.decode()
