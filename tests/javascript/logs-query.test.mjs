// Log events read by every way of reading: paginators, tokens to the end, and a query, as the SDK speaks them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import * as cloudwatchlogs from '@aws-sdk/client-cloudwatch-logs';
import { collect, options } from './clients.mjs';

const client = new cloudwatchlogs.CloudWatchLogsClient(options);
const call = (name, input) => client.send(new cloudwatchlogs[`${name}Command`](input));
const logGroupName = '/app/queried';
const logStreamName = 'one';
const now = Date.now();
const messages = Array.from({ length: 40 }, (_, n) => JSON.stringify({ n, kind: n % 4 === 0 ? 'rare' : 'plain' }));

await call('CreateLogGroup', { logGroupName });
await call('CreateLogStream', { logGroupName, logStreamName });
await call('PutLogEvents', { logGroupName, logStreamName, logEvents: messages.map((message, n) => ({ timestamp: now - 1000 + n, message })) });

test('a filter pattern is held against every page', async () => {
  const pages = cloudwatchlogs.paginateFilterLogEvents({ client, pageSize: 3 }, { logGroupName, filterPattern: '{ $.kind = "rare" }' });
  assert.deepEqual(await collect(pages, (page) => page.events.map((event) => event.message)), messages.filter((message) => message.includes('rare')));
});

test('a query runs to its end', async () => {
  const { queryId } = await call('StartQuery', {
    logGroupName, startTime: Math.floor(now / 1000) - 60, endTime: Math.floor(now / 1000) + 60,
    queryString: 'stats count(*) as events by kind | sort events asc',
  });
  let answer;
  for (let tries = 0; tries < 600 && !['Complete', 'Failed', 'Cancelled', 'Timeout'].includes(answer?.status); tries += 1) {
    await setTimeout(50);
    answer = await call('GetQueryResults', { queryId });
  }
  assert.equal(answer.status, 'Complete');
  assert.deepEqual(answer.results.map((row) => row.map(({ field, value }) => [field, value])), [
    [['kind', 'rare'], ['events', '10']], [['kind', 'plain'], ['events', '30']],
  ]);
  assert.equal(answer.statistics.recordsMatched, 40);
});

test('a query that cannot be read is told where', async () => {
  await assert.rejects(
    call('StartQuery', { logGroupName, startTime: 0, endTime: 1, queryString: 'filter kind ==' }),
    (error) => error instanceof cloudwatchlogs.MalformedQueryException && error.queryCompileError !== undefined,
  );
});
