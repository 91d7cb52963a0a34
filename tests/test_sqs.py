"""Amazon SQS: the AWS CLI and boto3, as Debian has them, speak its Query protocol; newer clients AWS JSON 1.0."""
import json
import threading
import time

import pytest
import requests
from botocore.exceptions import ClientError

from epitaph_server import ACCOUNT, REGION, Server


@pytest.fixture
def sqs(server):
    return server.boto3("sqs")


@pytest.fixture
def queue(sqs):
    return sqs.create_queue(QueueName="jobs")["QueueUrl"]


def receive(sqs, queue, **more):
    return sqs.receive_message(QueueUrl=queue, **more).get("Messages", [])


def refusal(call, **arguments):
    with pytest.raises(ClientError) as refused:
        call(**arguments)
    return refused.value.response["Error"]["Code"], refused.value.response["Error"]["Message"]


def json_call(server, operation, body):
    scope = f"test/20260302/{REGION}/sqs/aws4_request"
    return requests.post(server.url + "/", json=body, timeout=30, headers={
        "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AmazonSQS.{operation}", "x-amzn-query-mode": "true",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=00"})


def test_the_life_of_a_message_by_the_cli(server):
    url = server.aws("sqs", "create-queue", "--queue-name", "jobs", "--attributes", "VisibilityTimeout=60")["QueueUrl"]
    assert url == f"{server.url}/{ACCOUNT}/jobs"
    sent = server.aws("sqs", "send-message", "--queue-url", url, "--message-body", "Grüße & <mehr>",
                      "--message-attributes", '{"kind": {"DataType": "String", "StringValue": "greeting"}}')
    [message] = server.aws("sqs", "receive-message", "--queue-url", url, "--attribute-names", "All",
                           "--message-attribute-names", "All")["Messages"]
    assert (message["MessageId"], message["Body"]) == (sent["MessageId"], "Grüße & <mehr>")
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    assert message["MessageAttributes"]["kind"]["StringValue"] == "greeting"
    assert server.aws("sqs", "receive-message", "--queue-url", url) is None
    server.aws("sqs", "delete-message", "--queue-url", url, "--receipt-handle", message["ReceiptHandle"])
    attributes = server.aws("sqs", "get-queue-attributes", "--queue-url", url, "--attribute-names", "All")["Attributes"]
    assert attributes["QueueArn"] == f"arn:aws:sqs:{REGION}:{ACCOUNT}:jobs"
    assert attributes["ApproximateNumberOfMessages"] == attributes["ApproximateNumberOfMessagesNotVisible"] == "0"
    assert server.aws("sqs", "list-queues") == {"QueueUrls": [url]}
    server.aws("sqs", "delete-queue", "--queue-url", url)
    assert server.aws("sqs", "list-queues") is None


def test_batches_and_attributes_of_every_type(sqs, queue):
    attributes = {"text": {"DataType": "String", "StringValue": "ä"}, "number": {"DataType": "Number", "StringValue": "-1.5"},
                  "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"},
                  "labelled": {"DataType": "String.json", "StringValue": "{}"}}
    sent = sqs.send_message_batch(QueueUrl=queue, Entries=[
        {"Id": f"m{n}", "MessageBody": f"body {n}", "MessageAttributes": attributes} for n in range(10)])
    assert [entry["Id"] for entry in sent["Successful"]] == [f"m{n}" for n in range(10)]
    messages = receive(sqs, queue, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    assert [message["Body"] for message in messages] == [f"body {n}" for n in range(10)]
    assert messages[0]["MessageAttributes"] == attributes
    assert messages[0]["MD5OfMessageAttributes"] == sent["Successful"][0]["MD5OfMessageAttributes"]
    changed = sqs.change_message_visibility_batch(QueueUrl=queue, Entries=[
        {"Id": str(n), "ReceiptHandle": m["ReceiptHandle"], "VisibilityTimeout": 600} for n, m in enumerate(messages)])
    assert len(changed["Successful"]) == 10
    deleted = sqs.delete_message_batch(QueueUrl=queue, Entries=[
        {"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)])
    assert len(deleted["Successful"]) == 10
    counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessagesNotVisible"])
    assert counts["Attributes"] == {"ApproximateNumberOfMessagesNotVisible": "0"}


def test_a_long_poll_gets_what_is_sent_meanwhile(server, sqs, queue):
    def send_later():
        time.sleep(0.3)
        server.boto3("sqs").send_message(QueueUrl=queue, MessageBody="late")

    sender = threading.Thread(target=send_later)
    begin = time.monotonic()
    sender.start()
    [message] = receive(sqs, queue, WaitTimeSeconds=20)
    assert message["Body"] == "late"
    assert time.monotonic() - begin < 5
    sender.join()


def test_a_server_that_stops_sends_long_polls_away(server, sqs, queue):
    answers = []
    waiting = threading.Thread(target=lambda: answers.append(receive(sqs, queue, WaitTimeSeconds=20)))
    waiting.start()
    time.sleep(0.5)
    begin = time.monotonic()
    server.stop()
    assert time.monotonic() - begin < 10
    waiting.join()
    assert answers == [[]]


def test_messages_outlive_a_kill_and_so_do_receipt_handles(data):
    server = Server(data).start()
    try:
        sqs = server.boto3("sqs")
        queue = sqs.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "600"})["QueueUrl"]
        for n in range(20):
            sqs.send_message(QueueUrl=queue, MessageBody=str(n))
        received = receive(sqs, queue, MaxNumberOfMessages=10)
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=received[0]["ReceiptHandle"])
        sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=received[1]["ReceiptHandle"], VisibilityTimeout=900)
        server.kill()
        server.start()
        sqs = server.boto3("sqs")
        queue = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
        rest = [m["Body"] for _ in range(2) for m in receive(sqs, queue, MaxNumberOfMessages=10)]
        assert sorted(rest + [m["Body"] for m in received], key=int) == [str(n) for n in range(20)]
        for message in received[1:]:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessagesNotVisible"])
        assert counts["Attributes"]["ApproximateNumberOfMessagesNotVisible"] == "10"
    finally:
        server.kill()


def test_dead_letters(sqs, queue):
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 2})})
    sqs.send_message(QueueUrl=queue, MessageBody="poison")
    for _ in range(2):
        assert len(receive(sqs, queue, VisibilityTimeout=0)) == 1
    assert receive(sqs, queue) == []
    assert [message["Body"] for message in receive(sqs, dead)] == ["poison"]
    assert sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [queue]


def test_queues_are_tagged_listed_and_purged(sqs, queue):
    sqs.tag_queue(QueueUrl=queue, Tags={"team": "a", "stage": "test"})
    sqs.untag_queue(QueueUrl=queue, TagKeys=["stage"])
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"team": "a"}
    for n in range(5):
        sqs.create_queue(QueueName=f"many-{n}")
    pages = sqs.get_paginator("list_queues").paginate(QueueNamePrefix="many-", PaginationConfig={"PageSize": 2})
    assert [url.rsplit("/", 1)[1] for page in pages for url in page["QueueUrls"]] == [f"many-{n}" for n in range(5)]
    sqs.send_message(QueueUrl=queue, MessageBody="gone")
    sqs.purge_queue(QueueUrl=queue)
    assert receive(sqs, queue) == []
    assert refusal(sqs.purge_queue, QueueUrl=queue)[0] == "AWS.SimpleQueueService.PurgeQueueInProgress"


REFUSED = [
    ("get_queue_url", {"QueueName": "none"}, "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."),
    ("create_queue", {"QueueName": "jobs", "Attributes": {"DelaySeconds": "5"}}, "QueueAlreadyExists",
     "A queue already exists with the same name and a different value for attribute DelaySeconds"),
    ("create_queue", {"QueueName": "a.fifo", "Attributes": {"FifoQueue": "true"}},
     "AWS.SimpleQueueService.UnsupportedOperation", "FIFO queues are not offered here, only standard queues are."),
    ("create_queue", {"QueueName": "x", "Attributes": {"DelaySeconds": "901"}}, "InvalidAttributeValue",
     "Invalid value for the parameter DelaySeconds."),
]


@pytest.mark.parametrize("operation,arguments,code,text", REFUSED)
def test_refusals_by_query(sqs, queue, operation, arguments, code, text):
    assert refusal(getattr(sqs, operation), **arguments) == (code, text)


def test_the_url_of_a_queue_answers_too(server, sqs, queue):
    sqs.send_message(QueueUrl=queue, MessageBody="x")
    answer = requests.get(f"{queue}?Action=ReceiveMessage&Version=2012-11-05", timeout=30)
    assert answer.status_code == 200
    assert "<Body>x</Body>" in answer.text
    assert requests.get(f"{server.url}/nothing/here", timeout=30).status_code == 404


def test_json_and_query_see_the_same(server, sqs, queue):
    sent = json_call(server, "SendMessage", {"QueueUrl": queue, "MessageBody": "by JSON"})
    assert sent.headers["Content-Type"] == "application/x-amz-json-1.0"
    assert receive(sqs, queue)[0]["MessageId"] == sent.json()["MessageId"]
    refused = json_call(server, "GetQueueUrl", {"QueueName": "none"})
    assert (refused.status_code, refused.json()["__type"]) == (400, "QueueDoesNotExist")
    assert refused.headers["x-amzn-query-error"] == "AWS.SimpleQueueService.NonExistentQueue;Sender"
