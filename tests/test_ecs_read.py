"""ECS's read API over the ledger, asked by the AWS CLI, boto3, its paginators and waiters: tasks that AWS forgot long ago."""
import datetime
import json

import pytest
from botocore.exceptions import ClientError

from conftest import SAMPLES
from epitaph_server import Server
from task_events import envelope, task_detail

ACCOUNT, REGION = "111122223333", "eu-west-1"  # whose the samples are
PREFIX = f"arn:aws:ecs:{REGION}:{ACCOUNT}"
TASK_TIMES = ("connectivityAt", "createdAt", "executionStoppedAt", "pullStartedAt", "pullStoppedAt", "startedAt",
              "stoppedAt", "stoppingAt")


def last_details(events: list[dict]) -> dict[str, dict]:
    """What the last event of each task says of it, by ARN."""
    last: dict[str, dict] = {}
    for event in sorted(events, key=lambda e: (e["detail"].get("version", 0), e["time"], e["id"])):
        if event["detail-type"] == "ECS Task State Change":
            last[event["detail"]["taskArn"]] = event["detail"]
    return last


@pytest.fixture(scope="module")
def tasks() -> dict[str, dict]:
    return last_details([json.loads(line) for line in SAMPLES.read_text().splitlines()])


@pytest.fixture
def ecs(stocked):
    return stocked.boto3("ecs", region=REGION, key=ACCOUNT)


def aws_ecs(server: Server, *arguments: str):
    """`aws ecs …` as somebody of the samples' account and Region."""
    return server.aws("ecs", *arguments, AWS_ACCESS_KEY_ID=ACCOUNT, AWS_DEFAULT_REGION=REGION, AWS_REGION=REGION)


def arns_of(tasks: dict[str, dict], cluster: str, **members: str) -> set[str]:
    wanted = members | {"clusterArn": f"{PREFIX}:cluster/{cluster}"}
    return {arn for arn, detail in tasks.items() if all(detail.get(name) == value for name, value in wanted.items())}


def check_wire_form(task: dict, detail: dict) -> None:
    """`task`, as boto3 decodes it, is the event's detail in the form of the API."""
    assert "updatedAt" not in task
    for name in TASK_TIMES:
        assert (name in task) == (name in detail), name
        if name in task:
            assert task[name] == datetime.datetime.fromisoformat(padded(detail[name])), name
    types = {"eni": "ElasticNetworkInterface", "sdi": "Service Connect"}
    assert [a["type"] for a in task.get("attachments", [])] == \
        [types.get(a["type"], a["type"]) for a in detail.get("attachments", [])]
    for container, told in zip(task["containers"], detail["containers"], strict=True):
        for name in ("name", "lastStatus", "exitCode", "reason", "image", "imageDigest"):
            assert container.get(name) == told.get(name), name
        assert [agent["lastStatus"] for agent in container.get("managedAgents", [])] == \
            [agent["status"] for agent in told.get("managedAgents", [])]
    for name in ("taskArn", "clusterArn", "lastStatus", "desiredStatus", "stopCode", "stoppedReason", "version", "group"):
        assert task.get(name) == detail.get(name), name


def padded(time: str) -> str:
    """RFC 3339 as Python 3.11 reads it: with three or six digits of a second, or none."""
    whole, _, fraction = time.rstrip("Z").partition(".")
    return f"{whole}.{fraction.ljust(6, '0')}+00:00" if fraction else f"{whole}+00:00"


def test_stopped_tasks_are_listed_and_described_by_the_cli(stocked, tasks):
    listed = aws_ecs(stocked, "list-tasks", "--cluster", "shop", "--desired-status", "STOPPED")["taskArns"]
    assert set(listed) == arns_of(tasks, "shop", desiredStatus="STOPPED")
    stops = [tasks[arn]["stoppedAt"] for arn in listed]
    assert stops == sorted(stops, reverse=True)

    one = listed[0]
    by_id = aws_ecs(stocked, "describe-tasks", "--cluster", "shop", "--tasks", one.rsplit("/", 1)[1])
    by_arn = aws_ecs(stocked, "describe-tasks", "--cluster", f"{PREFIX}:cluster/shop", "--tasks", one)
    assert by_id == by_arn
    assert by_id["tasks"][0]["stopCode"] == tasks[one]["stopCode"]


def test_every_task_has_the_form_of_the_api(ecs, tasks):
    for cluster in ("shop", "batch", "stores"):
        arns = sorted(arns_of(tasks, cluster))
        answer = ecs.describe_tasks(cluster=cluster, tasks=[arn.rsplit("/", 1)[1] for arn in arns])
        assert answer["failures"] == []
        assert [task["taskArn"] for task in answer["tasks"]] == arns
        for task in answer["tasks"]:
            check_wire_form(task, tasks[task["taskArn"]])


def test_what_is_unknown_is_a_failure(ecs, tasks):
    known, unknown = next(iter(arns_of(tasks, "batch"))), "f" * 32
    answer = ecs.describe_tasks(cluster="batch", tasks=[unknown, known], include=["TAGS"])
    assert [task["taskArn"] for task in answer["tasks"]] == [known]
    assert answer["tasks"][0]["tags"] == []
    assert answer["failures"] == [{"arn": f"{PREFIX}:task/batch/{unknown}", "reason": "MISSING"}]


def test_a_full_arn_is_reached_with_any_credential(stocked, tasks):
    arn = next(iter(tasks))
    answer = stocked.aws("ecs", "describe-tasks", "--tasks", arn)
    assert [task["taskArn"] for task in answer["tasks"]] == [arn]
    home = stocked.boto3("ecs")
    assert home.list_clusters()["clusterArns"] == []
    listed = home.list_tasks(cluster=f"{PREFIX}:cluster/shop", desiredStatus="STOPPED")["taskArns"]
    assert set(listed) == arns_of(tasks, "shop", desiredStatus="STOPPED")


def test_paginators_walk_to_the_end(ecs, tasks):
    def collect(operation, key, **arguments):
        pages = ecs.get_paginator(operation).paginate(**arguments, PaginationConfig={"PageSize": 2})
        return [item for page in pages for item in page[key]]

    listed = collect("list_tasks", "taskArns", cluster="shop", desiredStatus="STOPPED")
    assert len(listed) == len(set(listed))
    assert set(listed) == arns_of(tasks, "shop", desiredStatus="STOPPED")
    assert collect("list_clusters", "clusterArns") == [f"{PREFIX}:cluster/{name}" for name in ("batch", "shop", "stores")]
    services = {detail["group"].removeprefix("service:") for detail in tasks.values() if detail["group"].startswith("service:")}
    assert collect("list_services", "serviceArns", cluster="shop") == [f"{PREFIX}:service/shop/{name}" for name in sorted(services)]


@pytest.mark.parametrize("filters, members", [
    ({"desiredStatus": "RUNNING"}, {"desiredStatus": "RUNNING"}),
    ({"serviceName": "checkout", "desiredStatus": "STOPPED"}, {"group": "service:checkout", "desiredStatus": "STOPPED"}),
    ({"family": "payments-debug", "desiredStatus": "STOPPED"}, {"group": "family:payments-debug"}),
    ({"launchType": "EC2", "desiredStatus": "STOPPED"}, {"launchType": "EC2"}),
])
def test_filters(ecs, tasks, filters, members):
    assert set(ecs.list_tasks(cluster="shop", **filters)["taskArns"]) == arns_of(tasks, "shop", **members)


def test_started_by_finds_the_tasks_of_a_deployment_and_of_anybody(ecs, tasks):
    for starter in {detail["startedBy"] for arn, detail in tasks.items() if ":task/shop/" in arn and "startedBy" in detail}:
        listed = ecs.list_tasks(cluster="shop", startedBy=starter, desiredStatus="STOPPED")["taskArns"]
        assert set(listed) == arns_of(tasks, "shop", startedBy=starter, desiredStatus="STOPPED"), starter


def test_waiters_end(stocked, ecs, tasks):
    stopped = sorted(arns_of(tasks, "shop", lastStatus="STOPPED"))[:5]
    aws_ecs(stocked, "wait", "tasks-stopped", "--cluster", "shop", "--tasks", *stopped)
    ecs.get_waiter("tasks_stopped").wait(cluster="shop", tasks=stopped, WaiterConfig={"MaxAttempts": 1})
    running = sorted(arns_of(tasks, "shop", lastStatus="RUNNING"))
    ecs.get_waiter("tasks_running").wait(cluster="shop", tasks=running, WaiterConfig={"MaxAttempts": 1})


def test_a_waiter_sees_the_stop_come(server):
    detail = task_detail(status="RUNNING", version=3)
    server.intake(envelope(detail))
    ecs = server.boto3("ecs", region=REGION, key=ACCOUNT)
    arguments = {"cluster": "shop", "tasks": [detail["taskArn"]], "include": ["TAGS"]}
    assert ecs.describe_tasks(**arguments)["tasks"][0]["lastStatus"] == "RUNNING"
    assert ecs.list_tasks(cluster="shop")["taskArns"] == [detail["taskArn"]]
    task_id = detail["taskArn"].rsplit("/", 1)[1]
    server.intake(envelope(task_detail(task_id, version=6)))
    ecs.get_waiter("tasks_stopped").wait(**arguments, WaiterConfig={"MaxAttempts": 1})
    assert ecs.list_tasks(cluster="shop")["taskArns"] == []


def test_clusters_and_services_are_what_the_record_tells(stocked):
    [shop] = aws_ecs(stocked, "describe-clusters", "--clusters", "shop")["clusters"]
    assert (shop["clusterName"], shop["status"], shop["runningTasksCount"]) == ("shop", "ACTIVE", 1)

    answer = aws_ecs(stocked, "describe-services", "--cluster", "shop", "--services", "checkout", "nothing")
    assert answer["failures"] == [{"arn": f"{PREFIX}:service/shop/nothing", "reason": "MISSING"}]
    [checkout] = answer["services"]
    assert checkout["serviceArn"] == f"{PREFIX}:service/shop/checkout"
    assert checkout["clusterArn"] == f"{PREFIX}:cluster/shop"
    assert checkout["runningCount"] == 1
    [deployment] = checkout["deployments"]
    assert (deployment["id"], deployment["status"], deployment["rolloutState"]) == \
        ("ecs-svc/3745524292863228904", "PRIMARY", "COMPLETED")
    assert checkout["taskDefinition"] == deployment["taskDefinition"]
    assert checkout["events"][0]["message"] == "(service checkout) has reached a steady state."


def test_task_definitions_are_registered_for_good(server):
    container = {"name": "app", "image": "shop/checkout:18", "memory": 128, "portMappings": [{"containerPort": 80}]}
    for _ in range(2):
        made = server.aws("ecs", "register-task-definition", "--family", "checkout",
                          "--container-definitions", json.dumps([container]), "--tags", "key=team,value=shop")
    assert made["taskDefinition"]["taskDefinitionArn"].endswith(":000000000000:task-definition/checkout:2")
    server.kill()
    server.start()
    described = server.aws("ecs", "describe-task-definition", "--task-definition", "checkout", "--include", "TAGS")
    assert described == made
    assert described["tags"] == [{"key": "team", "value": "shop"}]
    arns = server.aws("ecs", "list-task-definitions", "--family-prefix", "checkout")["taskDefinitionArns"]
    assert [arn.rsplit("/", 1)[1] for arn in arns] == ["checkout:1", "checkout:2"]
    server.aws("ecs", "deregister-task-definition", "--task-definition", "checkout:2")
    assert server.aws("ecs", "describe-task-definition", "--task-definition", "checkout")["taskDefinition"]["revision"] == 1
    assert server.aws("ecs", "list-task-definition-families")["families"] == ["checkout"]


@pytest.mark.parametrize("operation, arguments, error, message", [
    ("describe_tasks", {"tasks": []}, "InvalidParameterException", "Tasks cannot be empty."),
    ("describe_tasks", {"cluster": "shop", "tasks": ["f" * 32] * 101}, "InvalidParameterException",
     "taskIds can have at most 100 items."),
    ("describe_tasks", {"cluster": "shop", "tasks": ["1"]}, "InvalidParameterException",
     "taskId length should be one of [32,36]"),
    ("describe_tasks", {"cluster": "nowhere", "tasks": ["f" * 32]}, "ClusterNotFoundException", "Cluster not found."),
    ("list_tasks", {}, "ClusterNotFoundException", "Cluster not found."),
    ("list_tasks", {"cluster": "shop", "serviceName": "nothing"}, "ServiceNotFoundException", "Service not found."),
    ("list_tasks", {"cluster": "shop", "startedBy": "a", "family": "b"}, "InvalidParameterException",
     "cannot specify startedBy with other arguments"),
    ("describe_services", {"cluster": "shop", "services": []}, "InvalidParameterException", "Services cannot be empty."),
    ("describe_task_definition", {"taskDefinition": "nothing"}, "ClientException", "Unable to describe task definition."),
    ("register_task_definition", {"family": "a", "containerDefinitions": []}, "ClientException",
     "Container list cannot be empty."),
    ("run_task", {"taskDefinition": "web"}, "UnknownOperationException",
     "X-Amz-Target names no operation that this server offers."),
])
def test_refusals_are_those_of_ecs(ecs, operation, arguments, error, message):
    with pytest.raises(ClientError) as refused:
        getattr(ecs, operation)(**arguments)
    assert (refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]) == (error, message)


def test_every_task_of_the_corpus_has_the_form_of_the_api(server, shared_events):
    server.epitaph("import", *map(str, shared_events))
    tasks = last_details([json.loads(file.read_text()) for file in shared_events])
    ecs = server.boto3("ecs")
    arns = sorted(tasks)
    for batch in (arns[at:at + 100] for at in range(0, len(arns), 100)):
        answer = ecs.describe_tasks(tasks=batch)
        assert answer["failures"] == []
        for task in answer["tasks"]:
            check_wire_form(task, tasks[task["taskArn"]])

    for cluster in {detail["clusterArn"] for detail in tasks.values()}:
        for desired in ("RUNNING", "STOPPED"):
            pages = ecs.get_paginator("list_tasks").paginate(cluster=cluster, desiredStatus=desired)
            assert {arn for page in pages for arn in page["taskArns"]} == \
                {arn for arn, d in tasks.items() if d["clusterArn"] == cluster and d["desiredStatus"] == desired}, cluster
