// StartLiveTail, whose answer is AWS's event stream, as the SDK reads it.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import * as cloudwatchlogs from '@aws-sdk/client-cloudwatch-logs';
import { options } from './clients.mjs';

// The SDK would put `stream-` before the host name, and there is no DNS for that here.
const client = new cloudwatchlogs.CloudWatchLogsClient({ ...options, disableHostPrefix: true });
// A stream that is left stays open until its connection goes.
after(() => client.destroy());
const call = (name, input) => client.send(new cloudwatchlogs[`${name}Command`](input));
const logGroupName = '/app/live';
const put = (logStreamName, ...messages) =>
  call('PutLogEvents', { logGroupName, logStreamName, logEvents: messages.map((message) => ({ timestamp: Date.now(), message })) });

await call('CreateLogGroup', { logGroupName });
for (const logStreamName of ['web/1', 'job/1']) await call('CreateLogStream', { logGroupName, logStreamName });
const [{ logGroupArn }] = (await call('DescribeLogGroups', {})).logGroups.filter((group) => group.logGroupName === logGroupName);

test('a session begins, and tells events as they are written', async () => {
  const { responseStream } = await call('StartLiveTail', {
    logGroupIdentifiers: [logGroupArn], logStreamNamePrefixes: ['web/'], logEventFilterPattern: '{ $.n > 1 }',
  });
  let started;
  const seen = [];
  for await (const event of responseStream) {
    if (event.sessionStart) {
      started = event.sessionStart;
      await put('job/1', '{"n":7}');
      await put('web/1', '{"n":1}', '{"n":2}', '{"n":3}');
    }
    if (event.sessionUpdate) {
      assert.equal(event.sessionUpdate.sessionMetadata.sampled, false);
      seen.push(...event.sessionUpdate.sessionResults);
    }
    if (seen.length === 2) break;
  }
  assert.match(started.sessionId, /^[-0-9a-f]{36}$/);
  assert.deepEqual(started.logGroupIdentifiers, [logGroupArn]);
  assert.deepEqual(started.logStreamNamePrefixes, ['web/']);
  assert.equal(started.logEventFilterPattern, '{ $.n > 1 }');
  assert.deepEqual(seen.map((event) => event.message), ['{"n":2}', '{"n":3}']);
  assert.deepEqual(seen.map((event) => event.logStreamName), ['web/1', 'web/1']);
  assert.equal(seen[0].logGroupIdentifier, logGroupArn);
  assert.ok(seen[0].ingestionTime >= seen[0].timestamp);
});

test('an idle session has an empty update each second', async () => {
  const { responseStream } = await call('StartLiveTail', { logGroupIdentifiers: [logGroupArn] });
  let updates = 0;
  for await (const event of responseStream) {
    if (!event.sessionUpdate) continue;
    assert.deepEqual(event.sessionUpdate.sessionResults, []);
    updates += 1;
    if (updates === 2) break;
  }
  assert.equal(updates, 2);
});

test('a refusal is the exception that the SDK knows', async () => {
  await assert.rejects(
    call('StartLiveTail', { logGroupIdentifiers: [logGroupArn], logEventFilterPattern: 'a:b' }),
    { name: 'InvalidParameterException', message: "Invalid filter pattern: Invalid character(s) in term ':'" },
  );
  await assert.rejects(call('StartLiveTail', { logGroupIdentifiers: [`${logGroupArn}x`] }), cloudwatchlogs.ResourceNotFoundException);
});

test('the host prefixes of the SDKs are taken', async () => {
  const { hostname, port } = new URL(process.env.EPITAPH_URL);
  for (const prefix of ['stream-', 'streaming-']) {
    const headers = {
      Host: `${prefix}${hostname}:${port}`, 'Content-Type': 'application/x-amz-json-1.1',
      'X-Amz-Target': 'Logs_20140328.StartLiveTail',
    };
    const response = await new Promise((resolve, reject) => {
      const asked = request({ hostname, port, method: 'POST', headers }, resolve).on('error', reject);
      asked.end(JSON.stringify({ logGroupIdentifiers: [logGroupArn.replace(/:[0-9]{12}:/, ':000000000000:')] }));
    });
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers['content-type'], 'application/vnd.amazon.eventstream');
    response.destroy();
  }
});
