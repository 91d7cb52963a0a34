#!/usr/bin/env python3
"""Writes samples/: a week of an invented shop on Amazon ECS, as EventBridge would deliver its events.

Shapes and texts follow AWS's documentation; names, ids and addresses are made up. The output follows from this file
alone: identifiers are hashes of what they name. Run it again after a change, and commit both.
"""
import hashlib
import json
import pathlib
from datetime import datetime, timedelta, timezone

ACCOUNT, REGION = "111122223333", "eu-west-1"
MONDAY = datetime(2026, 11, 2, tzinfo=timezone.utc)
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
ESSENTIAL = ("EssentialContainerExited", "Essential container in task exited")
SAMPLES = pathlib.Path(__file__).parent.parent / "samples"


def when(text):
    """`Tue 02:00:00.5` of the week."""
    day, clock = text.split()
    hours, minutes, seconds = clock.split(":")
    return MONDAY + timedelta(days=DAYS.index(day), hours=int(hours), minutes=int(minutes), seconds=float(seconds))


def iso(moment):
    """As ECS writes times: milliseconds without the zeros at their end."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3].rstrip("0").rstrip(".") + "Z"


def hexes(name, count=32):
    return hashlib.sha256(name.encode()).hexdigest()[:count]


def uuid(name):
    h = hexes(name)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"


def deployment(name):
    return "ecs-svc/" + str(int(hexes(name, 16), 16) % 10**19).zfill(19)


def arn(resource, service="ecs"):
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def image(name):
    return name if "/" in name else f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{name}"


class Week:
    """Everything that happens, in whatever order it is told."""

    def __init__(self):
        self.events, self.rows = [], []

    def add(self, moment, detail_type, resources, detail):
        envelope = {"version": "0", "id": uuid(f"{detail_type} {iso(moment)} {resources} {len(self.events)}"),
                    "detail-type": detail_type, "source": "aws.ecs", "account": ACCOUNT,
                    "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "region": REGION, "resources": resources,
                    "detail": detail}
        self.events.append((moment, envelope))

    def write(self):
        self.events.sort(key=lambda event: event[0])
        lines = [json.dumps(event, separators=(",", ":"), ensure_ascii=False) for _, event in self.events]
        (SAMPLES / "ecs-events.ndjson").write_text("\n".join(lines) + "\n")
        (SAMPLES / "README.md").write_text(README.format(count=len(lines), rows="\n".join(self.rows)))


class Task:
    """One task. Each step changes what ECS knows of it and, where `show` names the status, makes an event."""

    def __init__(self, week, name, begin, *, cluster="shop", launch="FARGATE", service=None, family=None, revision=1,
                 images, provider=None, started_by=None, awsvpc=True, cpu="512", memory="1024", show=()):
        self.week, self.now, self.show, self.awsvpc = week, when(begin), set(show), awsvpc
        self.id, self.version = hexes(f"{name} {begin}"), 0
        family = family or service
        self.arn = arn(f"task/{cluster}/{self.id}")
        self.detail = {
            "attachments": [], "clusterArn": arn(f"cluster/{cluster}"), "containers": [
                {"containerArn": arn(f"container/{cluster}/{self.id}/{uuid(self.id + container)}"),
                 "lastStatus": "PENDING", "name": container, "image": image(source), "taskArn": self.arn,
                 "networkInterfaces": [], "cpu": "0"} for container, source in images.items()],
            "cpu": cpu, "createdAt": iso(self.now), "desiredStatus": "RUNNING", "enableExecuteCommand": False,
            "group": f"service:{service}" if service else f"family:{family}", "launchType": launch, "memory": memory,
            "overrides": {"containerOverrides": [{"name": container} for container in images]},
            "taskArn": self.arn, "taskDefinitionArn": arn(f"task-definition/{family}:{revision}")}
        optional = {"startedBy": started_by, "capacityProviderName": provider}
        self.detail |= {key: value for key, value in optional.items() if value}
        if launch == "FARGATE":
            self.detail |= {"platformVersion": "1.4.0", "ephemeralStorage": {"sizeInGiB": 20}}
        if awsvpc:
            self.detail["attachments"] = [{"id": uuid(self.id + "eni"), "type": "eni", "status": "PRECREATED",
                                           "details": [{"name": "subnetId", "value": "subnet-" + hexes(cluster, 17)}]}]

    def tell(self, what, cause="", container="-"):
        """The task's row in the README."""
        of = self.detail["group"].split(":")[1]
        kind = self.detail["launchType"] + (" Spot" if self.detail.get("capacityProviderName") == "FARGATE_SPOT" else "")
        self.week.rows.append(f"| {self.id} | {of} | {kind} | {what} | {cause} | {container if cause else ''} |")
        return self

    def step(self, after, status, **changes):
        """`after` seconds later ECS sees `status`; `stamp` names the times that this moment sets."""
        self.now += timedelta(seconds=after)
        self.version += 1
        for stamp in changes.pop("stamp", ()):
            self.detail[stamp] = iso(self.now)
        self.detail |= changes | {"lastStatus": status, "updatedAt": iso(self.now), "version": self.version}
        if status in self.show:
            detail = dict(sorted(json.loads(json.dumps(self.detail)).items()))
            self.week.add(self.now, "ECS Task State Change", [self.arn], detail)
        return self

    def containers(self, status, exits=None, reasons=None):
        for container in self.detail["containers"]:
            name = container["name"]
            container["lastStatus"] = status
            if exits and exits.get(name) is not None:
                container["exitCode"] = exits[name]
            if reasons and name in reasons:
                container["reason"] = reasons[name]
        return self

    def place(self):
        """A host has the task."""
        launch = self.detail["launchType"]
        if launch != "EXTERNAL":
            self.detail["availabilityZone"] = REGION + "ab"[int(self.id[0], 16) % 2]
            self.detail["attributes"] = [{"name": "ecs.cpu-architecture", "value": "x86_64"}]
        if launch != "FARGATE":
            cluster = self.detail["clusterArn"].split("/")[1]
            self.detail["containerInstanceArn"] = arn(f"container-instance/{cluster}/{hexes(cluster + launch)}")
        # Fargate's host connects while the task is prepared; an instance was there before it.
        connected = self.now + timedelta(seconds=4.1 if launch == "FARGATE" else 0)
        self.detail |= {"connectivity": "CONNECTED", "connectivityAt": iso(connected)}
        address = f"10.0.{int(self.id[:2], 16)}.17"
        for attachment in self.detail["attachments"]:
            attachment["status"] = "ATTACHED"
            attachment["details"] += [{"name": "networkInterfaceId", "value": "eni-" + hexes(self.id, 17)},
                                      {"name": "privateIPv4Address", "value": address}]
            for container in self.detail["containers"]:
                container["networkInterfaces"] = [{"attachmentId": attachment["id"], "privateIpv4Address": address}]
        return self

    def provision(self):
        if self.awsvpc:
            self.step(0, "PROVISIONING")
        return self

    def run(self, pull=12.4, activate=False):
        """From its creation to RUNNING."""
        self.provision().place().step(8.3 if self.awsvpc else 0, "PENDING")
        self.detail["pullStartedAt"] = iso(self.now + timedelta(seconds=2.2))
        self.detail["pullStoppedAt"] = iso(self.now + timedelta(seconds=2.2 + pull))
        for container in self.detail["containers"]:
            container["imageDigest"] = "sha256:" + hexes(container["image"], 64)
            container["runtimeId"] = f"{self.id}-{int(hexes(container['name'], 8), 16):010d}"
        self.containers("RUNNING")
        if activate:
            self.step(pull + 3.9, "ACTIVATING")
        return self.step(6.5 if activate else pull + 6.5, "RUNNING", stamp=["startedAt"])

    def until(self, text):
        self.now = when(text)
        return self

    def end(self, exits, reasons=None, code=ESSENTIAL[0], reason=ESSENTIAL[1]):
        """A container ended by itself, and ECS takes the rest down."""
        self.detail["executionStoppedAt"] = iso(self.now)
        self.containers("STOPPED", exits, reasons)
        self.detail |= {"stopCode": code, "stoppedReason": reason, "desiredStatus": "STOPPED"}
        if not self.awsvpc:
            return self.step(0.03, "STOPPED", stamp=["stoppingAt", "stoppedAt"])
        self.step(10.2, "DEPROVISIONING", stamp=["stoppingAt"])
        return self.gone()

    def fail_start(self, after, reason, container=None, text="Task failed to start"):
        """It never ran: for `container`'s sake, or for a reason of the task's own."""
        self.now += timedelta(seconds=after)
        if self.awsvpc and container and self.detail["launchType"] == "FARGATE":
            text = reason
        return self.end({}, {container: reason}, "TaskFailedToStart", text if container else reason)

    def ask(self, code, reason, exits, took, *, drain=0):
        """Somebody asks for the stop; the containers end `took` seconds later, `drain` s after deregistration."""
        self.detail |= {"stopCode": code, "stoppedReason": reason, "desiredStatus": "STOPPED"}
        self.step(0, "RUNNING", stamp=["stoppingAt"])
        if drain:
            self.step(0.9, "DEACTIVATING")
            self.step(drain, "STOPPING")
        self.now += timedelta(seconds=took)
        self.detail["executionStoppedAt"] = iso(self.now)
        self.containers("STOPPED", exits)
        return self.step(1.1, "DEPROVISIONING").gone() if self.awsvpc else self.step(0.4, "STOPPED", stamp=["stoppedAt"])

    def gone(self):
        for attachment in self.detail["attachments"]:
            attachment["status"] = "DELETED"
        return self.step(24.7, "STOPPED", stamp=["stoppedAt"])


def service_event(week, moment, detail_type, service, kind, name, **more):
    detail = {"eventType": kind, "eventName": name} | more
    if detail_type == "ECS Service Action":
        detail |= {"clusterArn": arn("cluster/shop"), "createdAt": iso(when(moment))}
    else:
        detail |= {"updatedAt": iso(when(moment))}
    week.add(when(moment), detail_type, [arn(f"service/shop/{service}")], detail)


def instance_event(week, moment, status, connected, version):
    instance = arn(f"container-instance/shop/{hexes('shopEC2')}")
    resources = [{"name": "CPU", "type": "INTEGER", "integerValue": 4096},
                 {"name": "MEMORY", "type": "INTEGER", "integerValue": 15720}]
    week.add(when(moment), "ECS Container Instance State Change", [instance], {
        "agentConnected": connected, "attributes": [{"name": "ecs.instance-type", "value": "m6i.xlarge"}],
        "clusterArn": arn("cluster/shop"), "containerInstanceArn": instance, "ec2InstanceId": INSTANCE,
        "registeredResources": resources, "remainingResources": resources, "status": status, "version": version,
        "versionInfo": {"agentHash": "5f0a3c1d", "agentVersion": "1.97.1", "dockerVersion": "DockerVersion: 25.0.8"},
        "updatedAt": iso(when(moment))})


INSTANCE = "i-0" + hexes("the lost instance", 16)
CHECKOUT = {"app": "checkout:2026.44", "log_router": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"}
PAYMENTS = {"payments": "payments:9.2.0", "envoy": "public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.12.0-prod"}
ALL = ("PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED")
LAST = ("STOPPED",)
OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage"


def a_deployment_of_checkout(week):
    old, new = deployment("checkout 44"), deployment("checkout 45")
    Task(week, "checkout", "Mon 08:00:01.204", service="checkout", revision=44, images=CHECKOUT, started_by=old,
         show=ALL).run(activate=True).until("Wed 14:10:32.118").ask(
        "ServiceSchedulerInitiated", f"Scaling activity initiated by (deployment {new})", {"app": 0, "log_router": 0},
        2.6, drain=30.4).tell("a whole life, until a deployment replaces it", "scheduler-scaling")
    Task(week, "checkout new", "Wed 14:08:12.77", service="checkout", revision=45, started_by=new, show=("RUNNING",),
         images=CHECKOUT | {"app": "checkout:2026.45"}).run(activate=True).tell("its successor, still running")
    change, reason = "ECS Deployment State Change", f"ECS deployment {new} "
    service_event(week, "Wed 14:08:11.4", change, "checkout", "INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS",
                  deploymentId=new, reason=reason + "in progress.")
    service_event(week, "Wed 14:11:40.9", change, "checkout", "INFO", "SERVICE_DEPLOYMENT_COMPLETED",
                  deploymentId=new, reason=reason + "completed.")
    service_event(week, "Wed 14:11:41.2", "ECS Service Action", "checkout", "INFO", "SERVICE_STEADY_STATE")


def checks_of_checkout_fail(week):
    by = deployment("checkout 45")
    target = arn("targetgroup/checkout/4f1c0a9be27d35c8", "elasticloadbalancing")
    for begin, end in (("Wed 15:00:00.5", "Thu 19:02:41.3"), ("Wed 15:00:01.1", "Thu 19:03:11.8")):
        Task(week, "checkout elb", begin, service="checkout", revision=45, started_by=by, show=LAST,
             images=CHECKOUT).run(activate=True).until(end).ask(
            "ServiceSchedulerInitiated", f"Task failed ELB health checks in (target-group {target})",
            {"app": 143, "log_router": 0}, 3.4, drain=30.2).tell("slow on the evening of a sale", "elb-health-check", "app")
    Task(week, "checkout", "Thu 19:03:20.9", service="checkout", revision=45, started_by=by, show=LAST,
         images=CHECKOUT).run(activate=True).until("Thu 19:40:05.6").ask(
        "ServiceSchedulerInitiated", "Task failed container health checks", {"app": 137, "log_router": 0},
        30.8).tell("hung, and deaf to SIGTERM", "container-health-check", "app")


def the_nightly_report(week):
    def report(day, revision, *end, image_tag):
        return Task(week, "report", f"{day} 02:00:00.31", cluster="batch", family="nightly-report", revision=revision,
                    images={"report": f"nightly-report:{image_tag}"}, started_by="nightly", memory="2048",
                    show=("RUNNING", "STOPPED") if day == "Mon" else LAST).run().until(f"{day} {end[0]}").end(*end[1:])
    report("Mon", 11, "02:37:12.4", {"report": 0}, image_tag="11").tell("a job that is done", "app-exit-success", "report")
    for day, end in (("Tue", "02:21:50.2"), ("Wed", "02:22:31.9"), ("Thu", "02:20:08.6")):
        report(day, 12, end, {"report": 137}, {"report": OUT_OF_MEMORY}, image_tag="12").tell(
            "revision 12 needs more memory than it has", "out-of-memory", "report")
    report("Fri", 13, "02:00:41.7", {"report": 1}, image_tag="13").tell("a bad argument", "app-exit-error", "report")


def payments_crash_and_cannot_start(week):
    by, new = deployment("payments 8"), deployment("payments 9")
    common = {"service": "payments", "images": PAYMENTS, "show": LAST, "memory": "2048"}
    Task(week, "payments", "Mon 07:12:40.6", revision=8, started_by=by, **common).run().until("Tue 11:47:03.9").end(
        {"payments": 139, "envoy": 0}).tell("a crash in a native library", "app-crash-signal", "payments")
    Task(week, "payments", "Mon 07:12:41.2", revision=8, started_by=by, **common).run().until("Fri 16:20:55.1").end(
        {"payments": 143, "envoy": 1}).tell("its proxy ended, and ECS stopped the rest", "app-exit-error", "envoy")
    missing = image("payments:9.3.0")
    for begin in ("Thu 10:05:12.4", "Thu 10:06:44.8"):
        Task(week, "payments", begin, revision=9, started_by=new, **common | {
            "images": PAYMENTS | {"payments": "payments:9.3.0"}}).provision().place().step(8.1, "PENDING").fail_start(
            9.5, "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref "
            f"{missing}: {missing}: not found", "payments").tell("a tag that nobody pushed", "image-pull-not-found", "payments")
    secret = arn("secret:payments/gateway-Qx7LmP", "secretsmanager")
    role = f"arn:aws:sts::{ACCOUNT}:assumed-role/payments-execution/{hexes('payments session')}"
    Task(week, "payments", "Thu 10:31:02.2", revision=10, started_by=new, **common).provision().place().step(
        8.4, "PENDING").fail_start(
        7.7, "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
        f"unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret {secret} "
        f"from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, "
        f"api error AccessDeniedException: User: {role} is not authorized to perform: secretsmanager:GetSecretValue"
    ).tell("an execution role without the new secret", "init-secrets-permission")
    Task(week, "payments", "Sat 09:15:30.3", revision=8, started_by=by, **common).provision().place().step(
        8.2, "PENDING").fail_start(
        238.9, "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth "
        "from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network "
        f"configuration. RequestError: send request failed caused by: Post \"https://api.ecr.{REGION}.amazonaws.com/\": "
        "dial tcp 10.0.40.9:443: i/o timeout").tell("a subnet without a way to ECR", "init-network")
    service_event(week, "Thu 10:34:19.7", "ECS Deployment State Change", "payments", "ERROR", "SERVICE_DEPLOYMENT_FAILED",
                  deploymentId=new, reason="ECS deployment circuit breaker: task failed to start.")
    service_event(week, "Sat 09:21:02.5", "ECS Service Action", "payments", "WARN", "SERVICE_TASK_START_IMPAIRED")


def spot_takes_search_away(week):
    common = {"service": "search", "images": {"search": "search:5"}, "provider": "FARGATE_SPOT",
              "started_by": deployment("search 5"), "revision": 5}
    Task(week, "search", "Tue 06:30:11.6", show=("RUNNING", "STOPPED"), **common).run().until("Tue 21:14:08.3").ask(
        "SpotInterruption", "Your Spot Task was interrupted.", {"search": 143}, 4.9).tell(
        "the notice comes two minutes before the end", "spot-interruption")
    Task(week, "search", "Tue 21:15:02.8", show=LAST, **common).run().until("Sun 05:51:36.4").ask(
        "SpotInterruption", "Your Spot Task was interrupted.", {"search": 137}, 120.6).tell(
        "this one did not end in time", "spot-interruption")


def catalog_on_instances(week):
    common = {"service": "catalog", "launch": "EC2", "provider": "shop-asg", "awsvpc": False, "revision": 31,
              "started_by": deployment("catalog 31"), "cpu": "1024", "memory": "3072"}
    app = {"images": {"catalog": "catalog:31"}}
    Task(week, "catalog", "Mon 05:40:00.9", show=("PENDING", "RUNNING", "STOPPED"), **common | app).run().until(
        "Fri 22:00:17.4").ask("ServiceSchedulerInitiated", "Scaling activity initiated by (deployment "
                              f"{common['started_by']})", {"catalog": 0}, 1.8).tell("fewer are wanted at night", "scheduler-scaling")
    lost = Task(week, "catalog", "Mon 05:40:02.2", show=LAST, **common | app).run().until("Sat 03:29:44.6")
    lost.detail |= {"stopCode": "TerminationNotice", "desiredStatus": "STOPPED",
                    "stoppedReason": f"Host EC2 (instance {INSTANCE}) terminated."}
    lost.step(0, "STOPPED", stamp=["stoppingAt", "stoppedAt"], connectivity="DISCONNECTED").tell(
        "its instance went away; nobody saw the container end", "host-terminated")
    instance_event(week, "Sat 03:09:12.8", "ACTIVE", False, 418)
    instance_event(week, "Sat 03:29:44.9", "INACTIVE", False, 419)
    full = Task(week, "catalog", "Sat 03:30:01.5", show=LAST, **common | {"images": {}}).step(0, "PROVISIONING")
    full.detail.pop("overrides")
    full.detail["overrides"] = {"containerOverrides": []}
    full.fail_start(1799.2, "TaskFailedToStart: RESOURCE:MEMORY").tell("no instance has 3 GiB left", "capacity")
    service_event(week, "Sat 03:31:10.2", "ECS Service Action", "catalog", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE",
                  reason="RESOURCE:MEMORY", capacityProviderArns=[arn("capacity-provider/shop-asg")])
    Task(week, "thumbnails", "Wed 09:30:20.7", show=LAST, **common | {
        "service": "thumbnails", "revision": 4, "started_by": deployment("thumbnails 4"),
        "images": {"thumbnails": "thumbnails:4"}}).place().step(0, "PENDING").fail_start(
        14.2, "CannotStartContainerError: Error response from daemon: driver failed programming external connectivity on "
        "endpoint ecs-thumbnails-4-thumbnails: Bind for 0.0.0.0:8080 failed: port is already allocated",
        "thumbnails").tell("two tasks want host port 8080", "start-port-conflict", "thumbnails")


def elsewhere(week):
    Task(week, "printer", "Mon 09:00:05.1", cluster="stores", launch="EXTERNAL", family="receipt-printer", revision=2,
         images={"printer": "receipt-printer:2"}, started_by="store-dublin", awsvpc=False,
         show=("PENDING", "RUNNING", "STOPPED")).run(pull=41.8).until("Mon 09:00:55.2").end(
        {"printer": 126}).tell("a file without execute permission, in a shop's back room", "start-command", "printer")
    Task(week, "recommender", "Mon 00:20:13.4", launch="MANAGED_INSTANCES", service="recommender", revision=7,
         images={"recommender": "recommender:7"}, provider="shop-managed", awsvpc=False, show=("RUNNING", "STOPPED"),
         started_by=deployment("recommender 7")).run(pull=63.0).until("Sun 10:12:30.1").ask(
        "ServiceSchedulerInitiated", "Task stopped during instance draining", {"recommender": 143}, 3.5).tell(
        "its instance was 14 days old", "instance-drained")
    debug = Task(week, "shell", "Thu 11:02:44.3", family="payments-debug", revision=1, images={"shell": "payments:9.2.0"},
                 started_by="maria", show=LAST)
    debug.detail["overrides"]["containerOverrides"][0] |= {
        "command": ["sleep", "3600"], "environment": [{"name": "GATEWAY_TOKEN", "value": "not-for-your-eyes"}]}
    debug.run().until("Thu 11:48:10.7").ask("UserInitiated", "found it, closing the shell", {"shell": 137}, 30.9).tell(
        "somebody tidied up; sleep ignores SIGTERM", "user-stopped")


README = """\
# Samples

`ecs-events.ndjson`: {count} events of a week (2 to 8 November 2026) of an invented shop on Amazon ECS, in the order
in which they happened, as EventBridge would deliver them. `make run` sends them in, tests read them. The tasks below
are joined by events of deployments, service actions and a container instance. Written by `tools/make_samples.py`.

| task | service or family | launch type | what happens | cause | container at fault |
| --- | --- | --- | --- | --- | --- |
{rows}
"""

if __name__ == "__main__":
    week = Week()
    for part in (a_deployment_of_checkout, checks_of_checkout_fail, the_nightly_report, payments_crash_and_cannot_start,
                 spot_takes_search_away, catalog_on_instances, elsewhere):
        part(week)
    week.write()
