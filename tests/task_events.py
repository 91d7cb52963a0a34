"""ECS Task State Change events for tests: the documented shape, with the members that a test varies."""
import json
import uuid

RECIPE_PATTERN = {"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"],
                  "detail": {"desiredStatus": ["STOPPED"], "lastStatus": ["STOPPED"]}}


def compact(document: dict) -> str:
    """The text that is stored and delivered: no white space outside strings."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def task_detail(task_id: str = "", *, status: str = "STOPPED", version: int = 6, exit_code: int = 1,
                account: str = "111122223333", region: str = "eu-west-1", **members) -> dict:
    task_id = task_id or uuid.uuid4().hex
    arn = f"arn:aws:ecs:{region}:{account}"
    detail = {
        "attachments": [], "availabilityZone": f"{region}a", "clusterArn": f"{arn}:cluster/shop",
        "containers": [{"containerArn": f"{arn}:container/shop/{task_id}/{uuid.uuid4()}", "lastStatus": status,
                        "name": "app", "image": "shop/checkout:17", "taskArn": f"{arn}:task/shop/{task_id}",
                        "networkInterfaces": [], "cpu": "0"}],
        "cpu": "256", "createdAt": "2026-03-02T10:00:00.123Z", "desiredStatus": status, "group": "service:checkout",
        "launchType": "FARGATE", "lastStatus": status, "memory": "512", "overrides": {"containerOverrides": []},
        "platformVersion": "1.4.0", "startedAt": "2026-03-02T10:00:40Z", "startedBy": "ecs-svc/1234567890123456789",
        "taskArn": f"{arn}:task/shop/{task_id}", "taskDefinitionArn": f"{arn}:task-definition/checkout:17",
        "updatedAt": "2026-03-02T10:15:59.5Z", "version": version}
    if status == "STOPPED":
        detail["containers"][0]["exitCode"] = exit_code
        detail |= {"stopCode": "EssentialContainerExited", "stoppedReason": "Essential container in task exited",
                   "stoppingAt": "2026-03-02T10:15:45Z", "stoppedAt": "2026-03-02T10:15:59Z"}
    return detail | members


def envelope(detail: dict, *, time: str = "2026-03-02T10:16:00Z", event_id: str = "", **members) -> dict:
    _, _, _, region, account, _ = detail["taskArn"].split(":", 5)
    return {"version": "0", "id": event_id or str(uuid.uuid4()), "detail-type": "ECS Task State Change",
            "source": "aws.ecs", "account": account, "time": time, "region": region,
            "resources": [detail["taskArn"]], "detail": detail} | members


def entry(detail: dict, **members) -> dict:
    """The same as PutEvents takes it."""
    return {"Source": "aws.ecs", "DetailType": "ECS Task State Change", "Detail": compact(detail),
            "Resources": [detail["taskArn"]]} | members


def task_id(detail: dict) -> str:
    return detail["taskArn"].rsplit("/", 1)[1]
