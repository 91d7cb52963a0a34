// Buses, tags, schedules, archives and replays, as the SDK speaks them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import { options } from './clients.mjs';

const client = new eventbridge.EventBridgeClient(options);
const logs = new CloudWatchLogsClient(options);
const call = (name, input) => client.send(new eventbridge[`${name}Command`](input));

test('a bus is made, changed, described and deleted', async () => {
  const made = await call('CreateEventBus', { Name: 'orders', Description: 'all orders', LogConfig: { Level: 'INFO', IncludeDetail: 'NONE' } });
  assert.match(made.EventBusArn, /:event-bus\/orders$/);
  assert.equal(made.Description, 'all orders');
  const changed = await call('UpdateEventBus', { Name: 'orders', Description: 'some orders' });
  assert.equal(changed.Description, 'some orders');
  assert.deepEqual(changed.LogConfig, { Level: 'INFO', IncludeDetail: 'NONE' });
  const described = await call('DescribeEventBus', { Name: made.EventBusArn });
  assert.equal(described.Description, 'some orders');
  assert.ok(described.LastModifiedTime >= described.CreationTime);
  await call('DeleteEventBus', { Name: 'orders' });
  await assert.rejects(call('DescribeEventBus', { Name: 'orders' }), eventbridge.ResourceNotFoundException);
});

test('tags are put, listed and taken away', async () => {
  const { RuleArn } = await call('PutRule', { Name: 'tagged', ScheduleExpression: 'rate(1 day)', Tags: [{ Key: 'a', Value: '1' }] });
  await call('TagResource', { ResourceARN: RuleArn, Tags: [{ Key: 'b', Value: '2' }] });
  await call('UntagResource', { ResourceARN: RuleArn, TagKeys: ['a'] });
  const { Tags } = await call('ListTagsForResource', { ResourceARN: RuleArn });
  assert.deepEqual(Tags, [{ Key: 'b', Value: '2' }]);
});

test('an archive keeps events, and a replay sends them again', async () => {
  const logGroupName = '/events/replayed';
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  const bus = await call('DescribeEventBus', {});
  const archive = await call('CreateArchive', { ArchiveName: 'kept', EventSourceArn: bus.Arn, EventPattern: '{"source":["shop"]}' });
  const sent = await call('PutEvents', { Entries: [{ Source: 'shop', DetailType: 'order', Detail: '{"n":1}' }] });
  assert.equal((await call('DescribeArchive', { ArchiveName: 'kept' })).EventCount, 1);

  await call('PutRule', { Name: 'replayed', EventPattern: '{"replay-name":["again"]}' });
  await call('PutTargets', { Rule: 'replayed', Targets: [{ Id: 'log', Arn: bus.Arn.replace(':events:', ':logs:').replace('event-bus/default', `log-group:${logGroupName}`) }] });
  await call('StartReplay', {
    ReplayName: 'again', EventSourceArn: archive.ArchiveArn, Destination: { Arn: bus.Arn },
    EventStartTime: new Date('2020-01-01'), EventEndTime: new Date('2100-01-01'),
  });
  let replay;
  for (let tries = 0; tries < 200 && replay?.State !== 'COMPLETED'; tries += 1) {
    await setTimeout(50);
    replay = await call('DescribeReplay', { ReplayName: 'again' });
  }
  assert.equal(replay.State, 'COMPLETED');
  const { events: found } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  assert.deepEqual(found.map(({ message }) => JSON.parse(message).id), [sent.Entries[0].EventId]);
  await assert.rejects(call('CancelReplay', { ReplayName: 'again' }), eventbridge.IllegalStatusException);
});
