// Log groups, streams and events, as the SDK and its paginators speak them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as cloudwatchlogs from '@aws-sdk/client-cloudwatch-logs';
import { collect, options } from './clients.mjs';

const client = new cloudwatchlogs.CloudWatchLogsClient(options);
const logGroupName = '/app/js';
const logStreamName = 'one';
const messages = Array.from({ length: 50 }, (_, n) => `event ${String(n).padStart(2, '0')} é 💥`);

test('what was put is read back by every way of reading', async () => {
  await client.send(new cloudwatchlogs.CreateLogGroupCommand({ logGroupName }));
  await client.send(new cloudwatchlogs.CreateLogStreamCommand({ logGroupName, logStreamName }));
  const now = Date.now();
  const logEvents = messages.map((message, n) => ({ timestamp: now + n, message }));
  await client.send(new cloudwatchlogs.PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));

  const filtered = cloudwatchlogs.paginateFilterLogEvents({ client, pageSize: 8 }, { logGroupName });
  assert.deepEqual(await collect(filtered, (page) => page.events.map((event) => event.message)), messages);

  const read = [];
  let nextToken;
  for (;;) {
    const page = await client.send(
      new cloudwatchlogs.GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true, limit: 8, nextToken }),
    );
    read.push(...page.events.map((event) => event.message));
    if (page.nextForwardToken === nextToken) break;
    nextToken = page.nextForwardToken;
  }
  assert.deepEqual(read, messages);
});

test('groups and streams are listed page by page to the end', async () => {
  const names = Array.from({ length: 9 }, (_, n) => `/pages/${n}`);
  for (const name of names) await client.send(new cloudwatchlogs.CreateLogGroupCommand({ logGroupName: name }));
  const groups = cloudwatchlogs.paginateDescribeLogGroups({ client, pageSize: 4 }, { logGroupNamePrefix: '/pages/' });
  assert.deepEqual(await collect(groups, (page) => page.logGroups.map((group) => group.logGroupName)), names);

  for (const name of ['a', 'b', 'c']) {
    await client.send(new cloudwatchlogs.CreateLogStreamCommand({ logGroupName: names[0], logStreamName: name }));
  }
  const streams = cloudwatchlogs.paginateDescribeLogStreams({ client, pageSize: 1 }, { logGroupName: names[0] });
  assert.deepEqual(await collect(streams, (page) => page.logStreams.map((stream) => stream.logStreamName)), ['a', 'b', 'c']);
});

test('a refusal is the exception that the SDK knows', async () => {
  const create = new cloudwatchlogs.CreateLogGroupCommand({ logGroupName: '/pages/0' });
  await assert.rejects(client.send(create), cloudwatchlogs.ResourceAlreadyExistsException);
  const read = new cloudwatchlogs.GetLogEventsCommand({ logGroupName: 'none', logStreamName: 'none' });
  await assert.rejects(client.send(read), cloudwatchlogs.ResourceNotFoundException);
});
