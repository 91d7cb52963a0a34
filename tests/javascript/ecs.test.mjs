// A task's end, told by an event and read through ECS, as the SDK, its paginators and waiters speak it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as awsecs from '@aws-sdk/client-ecs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { collect, options } from './clients.mjs';

const ecs = new awsecs.ECSClient(options);
const { Account: account } = await new STSClient(options).send(new GetCallerIdentityCommand({}));
const prefix = `arn:aws:ecs:${process.env.AWS_REGION}:${account}`;
const arns = Array.from({ length: 5 }, (_, n) => `${prefix}:task/web/${String(n).repeat(32)}`);

function entry(taskArn) {
  const detail = {
    taskArn, version: 5, lastStatus: 'STOPPED', desiredStatus: 'STOPPED', clusterArn: `${prefix}:cluster/web`,
    taskDefinitionArn: `${prefix}:task-definition/web:1`, createdAt: '2026-03-02T10:00:00.123Z', stoppedAt: '2026-03-02T10:15:59.5Z',
    stopCode: 'EssentialContainerExited', attachments: [{ id: 'a', type: 'eni', status: 'DELETED', details: [] }],
    containers: [{ name: 'app', exitCode: 1, lastStatus: 'STOPPED', taskArn }], overrides: { containerOverrides: [] },
    updatedAt: '2026-03-02T10:15:59.5Z', group: 'family:web', launchType: 'FARGATE',
  };
  return { Source: 'aws.ecs', DetailType: 'ECS Task State Change', Detail: JSON.stringify(detail), Resources: [taskArn] };
}

test('stopped tasks are listed, described and waited for', async () => {
  await new EventBridgeClient(options).send(new PutEventsCommand({ Entries: arns.map(entry) }));
  const listed = await collect(
    awsecs.paginateListTasks({ client: ecs, pageSize: 2 }, { cluster: 'web', desiredStatus: 'STOPPED' }), (page) => page.taskArns);
  assert.deepEqual(listed.sort(), arns);

  const { tasks, failures } = await ecs.send(new awsecs.DescribeTasksCommand({ cluster: 'web', tasks: [...arns, 'f'.repeat(32)] }));
  assert.deepEqual(failures.map((failure) => failure.reason), ['MISSING']);
  assert.equal(tasks.length, 5);
  assert.equal(tasks[0].stoppedAt.toISOString(), '2026-03-02T10:15:59.500Z');
  assert.equal(tasks[0].attachments[0].type, 'ElasticNetworkInterface');
  assert.equal(tasks[0].containers[0].exitCode, 1);

  const { state } = await awsecs.waitUntilTasksStopped({ client: ecs, maxWaitTime: 10 }, { cluster: 'web', tasks: arns });
  assert.equal(state, 'SUCCESS');
});

test('a task definition is what was registered', async () => {
  const containerDefinitions = [{ name: 'app', image: 'web', memory: 64, environment: [{ name: 'A', value: 'b' }] }];
  const { taskDefinition } = await ecs.send(new awsecs.RegisterTaskDefinitionCommand({ family: 'web', containerDefinitions }));
  assert.equal(taskDefinition.revision, 1);
  assert.ok(taskDefinition.registeredAt instanceof Date);
  const described = await ecs.send(new awsecs.DescribeTaskDefinitionCommand({ taskDefinition: 'web' }));
  assert.deepEqual(described.taskDefinition, taskDefinition);
});

test('a refusal is the exception that the SDK knows', async () => {
  await assert.rejects(ecs.send(new awsecs.ListTasksCommand({ cluster: 'none' })), awsecs.ClusterNotFoundException);
  await assert.rejects(ecs.send(new awsecs.DescribeTasksCommand({ tasks: [] })), awsecs.InvalidParameterException);
  await assert.rejects(ecs.send(new awsecs.DescribeTaskDefinitionCommand({ taskDefinition: 'none' })), awsecs.ClientException);
});
