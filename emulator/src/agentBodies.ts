/** What the operations that came in 2025 take as their bodies: what the document lists, and what clients send besides. */
import {
  boolean,
  type Check,
  id,
  list,
  longId,
  nullable,
  object,
  oneOf,
  shape,
  some,
  string,
} from './api/check.js';

const text = nullable(string());
const described: Readonly<Record<string, Check>> = {
  'name?': text,
  'description?': text,
  'metadata?': object,
};
const agentRunId = nullable(longId('agent', 'run'));
const agent = { ...described, 'resourceIds?': list(string()) };
const action: Readonly<Record<string, Check>> = {
  ...described,
  'config?': object,
  'connectionId?': nullable(id('connection')),
  'enabled?': boolean,
  'functionId?': id('function', true),
  'secretId?': nullable(id('secret')),
};
const hook: Readonly<Record<string, Check>> = {
  ...described,
  'config?': object,
  'enabled?': boolean,
  'trueActionId?': nullable(id('action', true)),
  'falseActionId?': nullable(id('action', true)),
  'functionId?': id('function', true),
  'trigger?': oneOf(
    ...['ActionRun has Completed', 'Document is Created', 'Email is Received', 'Prediction is Created'],
    ...['ValidationTask has Completed', 'ValidationTask is Created'],
  ),
};
const validation: Readonly<Record<string, Check>> = { ...described, 'config?': nullable(object) };
const permissions = list(
  shape({
    resourceId: string(),
    action: oneOf('read', 'write', 'delegate', '*'),
    effect: oneOf('allow', 'deny'),
  }),
);
const role: Readonly<Record<string, Check>> = { 'name?': text, 'description?': text };

/** The check of each operation's body, by method and path. */
export const agentBodies: Readonly<Record<string, Check>> = {
  'POST /actions': shape(action),
  'PATCH /actions/:actionId': some(shape(action)),
  'POST /actions/:actionId/runs': shape({ 'agentRunId?': agentRunId, 'input?': object, 'metadata?': object }),
  'PATCH /actions/:actionId/runs/:runId': some(
    shape({ 'metadata?': object, 'output?': object, 'status?': oneOf('failed', 'succeeded') }),
  ),
  'POST /agents': shape(agent),
  'PATCH /agents/:agentId': some(shape(agent)),
  'POST /agents/:agentId/runs': shape({ 'variables?': object }),
  'PATCH /agents/:agentId/runs/:runId': shape({ 'status?': oneOf('archived') }),
  'POST /connections': shape({
    ...described,
    config: object,
    'enabled?': boolean,
    'setupParams?': object,
    'type?': oneOf('microsoft-idp'),
  }),
  'PATCH /connections/:connectionId': some(shape(described)),
  'POST /functions': shape({ ...described, 'runtime?': oneOf('python', 'nodejs') }),
  'PATCH /functions/:functionId': some(shape(described)),
  'POST /hooks': shape(hook),
  'PATCH /hooks/:hookId': some(shape(hook)),
  'POST /hooks/:hookId/runs': shape({ ...described, 'agentRunId?': agentRunId, 'input?': object }),
  'PATCH /hooks/:hookId/runs/:runId': some(
    shape({ 'metadata?': object, 'output?': object, 'status?': oneOf('failed', 'ignored', 'succeeded') }),
  ),
  'POST /validations': shape({ ...validation, 'enabled?': boolean }),
  'PATCH /validations/:validationId': some(shape(validation)),
  'POST /validations/:validationId/tasks': shape({
    ...described,
    'agentRunId?': agentRunId,
    'input?': object,
  }),
  'PATCH /validations/:validationId/tasks/:taskId': some(
    shape({
      ...described,
      'output?': object,
      'status?': oneOf('ready', 'in-progress', 'succeeded', 'failed'),
    }),
  ),
  'POST /roles': shape({ ...role, permissions }),
  'PATCH /roles/:roleId': some(shape({ ...role, 'permissions?': permissions })),
};
