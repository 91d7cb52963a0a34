"""Tags of log groups by both generations of the API, resource policies, and what needs S3: with the AWS CLI and boto3."""
import json

import pytest
from botocore.exceptions import ClientError

from epitaph_server import ACCOUNT, REGION

GROUP = "/app/tagged"
ARN = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{GROUP}"
POLICY = {"Statement": [{"Action": "logs:PutLogEvents", "Effect": "Allow", "Resource": "*",
                         "Principal": {"Service": ["events.amazonaws.com"]}}]}


def refusal(call, **arguments) -> tuple[str, str]:
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


def test_tags_are_one_set_for_both_generations(server):
    server.aws("logs", "create-log-group", "--log-group-name", GROUP, "--tags", "env=test")
    server.aws("logs", "tag-log-group", "--log-group-name", GROUP, "--tags", "team=blue")
    assert server.aws("logs", "list-tags-for-resource", "--resource-arn", ARN) == {"tags": {"env": "test", "team": "blue"}}
    server.aws("logs", "tag-resource", "--resource-arn", ARN, "--tags", "env=prod,size=xl")
    server.aws("logs", "untag-log-group", "--log-group-name", GROUP, "--tags", "team")
    server.aws("logs", "untag-resource", "--resource-arn", ARN, "--tag-keys", "size")
    assert server.aws("logs", "list-tags-log-group", "--log-group-name", GROUP) == {"tags": {"env": "prod"}}
    logs = server.boto3("logs")
    logs.tag_resource(resourceArn=ARN, tags={f"k{n}": "v" for n in range(49)})
    assert refusal(logs.tag_resource, resourceArn=ARN, tags={"more": "v"})[0] == "TooManyTagsException"
    assert refusal(logs.list_tags_for_resource, resourceArn=ARN + "x") == (
        "ResourceNotFoundException", "The specified log group does not exist.")


def test_tags_outlive_a_restart(server):
    server.aws("logs", "create-log-group", "--log-group-name", GROUP, "--tags", "env=test")
    server.stop()
    server.start()
    assert server.aws("logs", "list-tags-for-resource", "--resource-arn", ARN) == {"tags": {"env": "test"}}


def test_resource_policies_are_kept_and_normalised(server):
    text = json.dumps(POLICY)
    put = server.aws("logs", "put-resource-policy", "--policy-name", "events", "--policy-document", text)
    assert put["resourcePolicy"]["policyDocument"] == text
    [policy] = server.aws("logs", "describe-resource-policies")["resourcePolicies"]
    assert policy["policyDocument"] == (
        '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},'
        '"Action":"logs:PutLogEvents","Resource":"*"}]}')
    logs = server.boto3("logs")
    for n in range(9):
        logs.put_resource_policy(policyName=f"p{n}", policyDocument=text)
    assert refusal(logs.put_resource_policy, policyName="p9", policyDocument=text) == (
        "LimitExceededException", "Resource limit exceeded.")
    pages = logs.get_paginator("describe_resource_policies").paginate(PaginationConfig={"PageSize": 3})
    names = [policy["policyName"] for page in pages for policy in page["resourcePolicies"]]
    assert names == ["events"] + [f"p{n}" for n in range(9)]
    server.aws("logs", "delete-resource-policy", "--policy-name", "events")
    assert refusal(logs.delete_resource_policy, policyName="events") == (
        "ResourceNotFoundException", "Policy with name [events] does not exist.")


def test_exports_find_no_bucket(server):
    logs = server.boto3("logs")
    logs.create_log_group(logGroupName=GROUP)
    assert refusal(logs.create_export_task, logGroupName=GROUP, fromTime=0, to=1, destination="bucket") == (
        "InvalidParameterException", "The given bucket does not exist. Please make sure the bucket is valid.")
    assert server.aws("logs", "describe-export-tasks") == {"exportTasks": []}
    assert refusal(logs.cancel_export_task, taskId="x") == (
        "ResourceNotFoundException", "The specified export task does not exist.")


def test_what_is_not_there_is_an_unknown_operation(server):
    for operation in ["PutDataProtectionPolicy", "CreateDelivery", "PutIndexPolicy", "GetLogAnomalyDetector"]:
        answer = server.call(f"Logs_20140328.{operation}", {})
        assert (answer.status_code, answer.json()["__type"]) == (400, "UnknownOperationException")
