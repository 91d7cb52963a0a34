// The known recipe and the paging of rules, as the SDK speaks them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { options } from './clients.mjs';

const events = new eventbridge.EventBridgeClient(options);
const logs = new CloudWatchLogsClient(options);
const { Account: account } = await new STSClient(options).send(new GetCallerIdentityCommand({}));
const group = '/events/orders';
const arn = `arn:aws:logs:${process.env.AWS_REGION}:${account}:log-group:${group}`;

test('an event that a rule matches is in the log group of its target', async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
  await events.send(new eventbridge.PutRuleCommand({ Name: 'orders', EventPattern: '{"source":["shop"],"detail":{"n":[1]}}' }));
  const put = await events.send(new eventbridge.PutTargetsCommand({ Rule: 'orders', Targets: [{ Id: 'log', Arn: arn }] }));
  assert.equal(put.FailedEntryCount, 0);

  const entry = { Source: 'shop', DetailType: 'order', Time: new Date('2026-03-02T10:16:00Z') };
  const sent = await events.send(new eventbridge.PutEventsCommand({
    Entries: [{ ...entry, Detail: '{"n":1}' }, { ...entry, Detail: '{"n":2}' }, { ...entry, Detail: 'broken' }],
  }));
  assert.equal(sent.FailedEntryCount, 1);
  assert.equal(sent.Entries[2].ErrorCode, 'MalformedDetail');

  const { events: found } = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
  assert.equal(found.length, 1);
  const event = JSON.parse(found[0].message);
  assert.equal(event.id, sent.Entries[0].EventId);
  assert.equal(event.time, '2026-03-02T10:16:00Z');
  assert.equal(found[0].timestamp, Date.parse(event.time));
});

test('rules are listed page by page to the end', async () => {
  const names = Array.from({ length: 12 }, (_, n) => `page-${String(n).padStart(2, '0')}`);
  for (const Name of names) await events.send(new eventbridge.PutRuleCommand({ Name, EventPattern: '{"source":["x"]}' }));
  const listed = [];
  let NextToken;
  do {
    const page = await events.send(new eventbridge.ListRulesCommand({ NamePrefix: 'page-', Limit: 5, NextToken }));
    listed.push(...page.Rules.map((rule) => rule.Name));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.deepEqual(listed, names);
});

test('a refusal is the exception that the SDK knows', async () => {
  await assert.rejects(events.send(new eventbridge.DescribeRuleCommand({ Name: 'none' })), eventbridge.ResourceNotFoundException);
  await assert.rejects(
    events.send(new eventbridge.PutRuleCommand({ Name: 'r', EventPattern: '{}' })),
    eventbridge.InvalidEventPatternException,
  );
});
