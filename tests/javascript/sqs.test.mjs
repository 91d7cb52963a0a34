// Amazon SQS through the SDK, which speaks AWS JSON 1.0 and checks the MD5 of every message that it gets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ChangeMessageVisibilityCommand, CreateQueueCommand, DeleteMessageBatchCommand, DeleteQueueCommand, GetQueueAttributesCommand,
  GetQueueUrlCommand, PurgeQueueCommand, QueueDoesNotExist, ReceiptHandleIsInvalid, ReceiveMessageCommand, SQSClient,
  SendMessageBatchCommand, SendMessageCommand, DeleteMessageCommand, paginateListQueues,
} from '@aws-sdk/client-sqs';
import { collect, options } from './clients.mjs';

const sqs = new SQSClient(options);
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'js', Attributes: { VisibilityTimeout: '600' } }));

async function receive(more = {}) {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more }));
  return Messages;
}

test('a message with attributes goes there and back', async () => {
  const MessageAttributes = {
    text: { DataType: 'String', StringValue: 'Grüße' },
    number: { DataType: 'Number', StringValue: '5' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
  };
  const sent = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x\n<y>', MessageAttributes }));
  const [message] = await receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
  assert.equal(message.MessageId, sent.MessageId);
  assert.equal(message.Body, 'x\n<y>');
  assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
  assert.deepEqual([...message.MessageAttributes.bytes.BinaryValue], [0, 255]);
  assert.equal(message.Attributes.ApproximateReceiveCount, '1');
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
});

test('a batch is received, one made visible at once, all deleted', async () => {
  const Entries = ['a', 'b', 'c'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  const sent = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  assert.equal(sent.Successful.length, 3);
  const messages = await receive({ MaxNumberOfMessages: 10 });
  assert.deepEqual(messages.map((message) => message.Body), ['a', 'b', 'c']);
  const { ReceiptHandle } = messages[0];
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  const [again] = await receive({ WaitTimeSeconds: 5 });
  assert.equal(again.Body, 'a');
  await sqs.send(new DeleteMessageBatchCommand({
    QueueUrl, Entries: [again, ...messages.slice(1)].map((message, n) => ({ Id: `${n}`, ReceiptHandle: message.ReceiptHandle })),
  }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  assert.equal(Attributes.ApproximateNumberOfMessagesNotVisible, '0');
});

test('queues are listed by page', async () => {
  for (const name of ['js-1', 'js-2', 'js-3']) await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const pages = paginateListQueues({ client: sqs, pageSize: 2 }, { QueueNamePrefix: 'js-' });
  const urls = await collect(pages, (page) => page.QueueUrls ?? []);
  assert.deepEqual(urls.map((url) => url.split('/').at(-1)), ['js-1', 'js-2', 'js-3']);
  await sqs.send(new PurgeQueueCommand({ QueueUrl: urls[0] }));
  for (const url of urls) await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
});

test('refusals have the classes of the SDK', async () => {
  await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: 'none' })), QueueDoesNotExist);
  await assert.rejects(sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'none' })), ReceiptHandleIsInvalid);
});
