import type { Either } from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as las from '../src/index.js';
import {
  type Context,
  collect,
  items,
  type LasError,
  type List,
  type Page,
  type PageOptions,
  pages,
} from '../src/index.js';
import { fake, type Sent } from './support/fake.js';
import { all, arrayOf, type Found, named, stamps } from './support/words.js';

// -- every list function -----------------------------------------------------------

const counts = [
  ...['DataBundles', 'Documents', 'Predictions', 'TransitionExecutions', 'WorkflowExecutions'].map(
    (what) => `monthlyNumberOf${what}`,
  ),
  ...['AppClients', 'Assets', 'Models', 'Secrets', 'Transitions', 'Users', 'Workflows'].map(
    (what) => `numberOf${what}`,
  ),
].flatMap((name) => [
  [`${name}Allowed`, 9],
  [`${name}Created`, 1],
]);
const dataset = {
  datasetId: 'las:dataset:1',
  numberOfDocuments: 0,
  groundTruthSummary: {},
  version: 0,
  containsPersonallyIdentifiableInformation: false,
  retentionInDays: 0,
  storageLocation: 'EU',
};
const executed = { status: 'running', input: null, output: null, startTime: null, endTime: null };

/** One way to call a list function, in the three forms. */
interface Form {
  readonly options: PageOptions;
  readonly pages: (ctx: Context) => AsyncIterable<Either<LasError, Page>>;
  readonly items: (ctx: Context) => AsyncIterable<Found>;
  readonly collect: (ctx: Context) => TaskEither<LasError, ReadonlyArray<unknown>>;
}

interface Row {
  readonly path: string;
  /** Where in a page the entries are. */
  readonly key: string;
  readonly entry: Readonly<Record<string, unknown>>;
  /** What each page has besides: the id that was asked with. */
  readonly echo: Readonly<Record<string, unknown>>;
  readonly forms: ReadonlyArray<Form>;
}

const options = { maxResults: 2 };

function plain<P extends Page>(
  list: List<[options?: PageOptions], P>,
  key: string,
  entry: Row['entry'],
): Row {
  return {
    path: `/v1/${key}`,
    key,
    entry,
    echo: {},
    forms: [
      {
        options: {},
        pages: (ctx) => pages(list, ctx),
        items: (ctx) => items(list, ctx),
        collect: (ctx) => collect(list, ctx, all),
      },
      {
        options: {},
        pages: (ctx) => pages(list, ctx, undefined),
        items: (ctx) => items(list, ctx, undefined),
        collect: (ctx) => collect(list, ctx, undefined, all),
      },
      {
        options,
        pages: (ctx) => pages(list, ctx, options),
        items: (ctx) => items(list, ctx, options),
        collect: (ctx) => collect(list, ctx, options, all),
      },
    ],
  };
}

function owned<P extends Page>(
  list: List<[id: never, options?: PageOptions], P>,
  owner: string,
  given: string,
  key: string,
  entry: Row['entry'],
): Row {
  const id = given as never;
  return {
    path: `/v1/${owner}/${encodeURIComponent(given)}/${key}`,
    key,
    entry,
    echo: { [`${owner.slice(0, -1)}Id`]: given },
    forms: [
      {
        options: {},
        pages: (ctx) => pages(list, ctx, id),
        items: (ctx) => items(list, ctx, id),
        collect: (ctx) => collect(list, ctx, id, all),
      },
      {
        options: {},
        pages: (ctx) => pages(list, ctx, id, undefined),
        items: (ctx) => items(list, ctx, id, undefined),
        collect: (ctx) => collect(list, ctx, id, undefined, all),
      },
      {
        options,
        pages: (ctx) => pages(list, ctx, id, options),
        items: (ctx) => items(list, ctx, id, options),
        collect: (ctx) => collect(list, ctx, id, options, all),
      },
    ],
  };
}

const modelId = 'las:organization:other/las:model:1';
const transitionId = 'las:transition:1';
const workflowId = 'las:workflow:1';

const rows: Readonly<Record<string, Row>> = {
  listActionRuns: owned(las.listActionRuns, 'actions', 'cradl:action:1', 'runs', {
    runId: 'cradl:run:1',
    actionId: 'cradl:action:1',
  }),
  listActions: plain(las.listActions, 'actions', { actionId: 'cradl:action:1' }),
  listAgentRuns: owned(las.listAgentRuns, 'agents', 'cradl:agent:1', 'runs', {
    runId: 'cradl:run:1',
    agentId: 'cradl:agent:1',
  }),
  listAgents: plain(las.listAgents, 'agents', { agentId: 'cradl:agent:1' }),
  listAppClients: plain(las.listAppClients, 'appClients', {
    appClientId: 'las:app-client:1',
    clientId: '1',
    hasSecret: false,
    callbackUrls: null,
    loginUrls: null,
    logoutUrls: null,
    defaultLoginUrl: null,
    ...named,
    ...stamps,
  }),
  listAssets: plain(las.listAssets, 'assets', { assetId: 'las:asset:1', ...named, ...stamps }),
  listBatches: plain(las.listBatches, 'batches', {
    batchId: 'las:batch:1',
    numDocuments: 0,
    containsPersonallyIdentifiableInformation: false,
    retentionInDays: 0,
    storageLocation: 'EU',
    ...named,
    ...stamps,
  }),
  listConnections: plain(las.listConnections, 'connections', { connectionId: 'cradl:connection:1' }),
  listDataBundles: owned(las.listDataBundles, 'models', modelId, 'dataBundles', {
    dataBundleId: 'las:model-data-bundle:1',
    modelId,
    datasets: [{ ...dataset, ...named }],
    status: 'ready',
    summary: null,
    ...named,
    ...stamps,
  }),
  listDatasets: plain(las.listDatasets, 'datasets', { ...dataset, ...named, ...stamps }),
  listDeploymentEnvironments: plain(las.listDeploymentEnvironments, 'deploymentEnvironments', {
    deploymentEnvironmentId: 'las:deployment-environment:1',
    organizationId: null,
    status: 'available',
    modelDeploymentUnits: 0,
    ...named,
  }),
  listDocuments: plain(las.listDocuments, 'documents', {
    documentId: 'las:document:1',
    retentionInDays: 1,
    ...stamps,
  }),
  listFunctions: plain(las.listFunctions, 'functions', { functionId: 'cradl:function:1' }),
  listHookRuns: owned(las.listHookRuns, 'hooks', 'cradl:hook:1', 'runs', {
    runId: 'cradl:run:1',
    hookId: 'cradl:hook:1',
  }),
  listHooks: plain(las.listHooks, 'hooks', { hookId: 'cradl:hook:1' }),
  listLogs: plain(las.listLogs, 'logs', {
    logId: 'las:log:1',
    startTime: null,
    transitionId: null,
    transitionExecutionId: null,
    workflowId: null,
    workflowExecutionId: null,
  }),
  listModels: plain(las.listModels, 'models', {
    modelId,
    status: 'active',
    fieldConfig: null,
    preprocessConfig: {},
    numberOfDataBundles: 0,
    ...named,
    ...stamps,
  }),
  listOrganizations: plain(las.listOrganizations, 'organizations', {
    organizationId: 'las:organization:1',
    monthlyUsageSummary: {},
    ...Object.fromEntries(counts),
    ...named,
    ...stamps,
  }),
  listPaymentMethods: plain(las.listPaymentMethods, 'paymentMethods', {
    paymentMethodId: 'las:payment-method:1',
    details: null,
    ...named,
    ...stamps,
  }),
  listPlans: plain(las.listPlans, 'plans', {
    planId: 'las:plan:free',
    available: true,
    currency: 'NOK',
    latest: 1,
    organizationId: null,
    ...named,
  }),
  listPredictions: plain(las.listPredictions, 'predictions', {
    predictionId: 'las:prediction:1',
    documentId: 'las:document:1',
    modelId,
    predictions: null,
  }),
  listRoles: plain(las.listRoles, 'roles', { roleId: 'las:role:viewer', permissions: [] }),
  listSecrets: plain(las.listSecrets, 'secrets', { secretId: 'las:secret:1', ...named, ...stamps }),
  listTrainings: owned(las.listTrainings, 'models', modelId, 'trainings', {
    trainingId: 'las:model-training:1',
    modelId,
    dataBundleIds: [],
    status: 'running',
    instanceType: 'small-gpu',
    gpuHours: null,
    evaluation: {},
    metadata: null,
    ...named,
    ...stamps,
  }),
  listTransformations: owned(las.listTransformations, 'datasets', 'las:dataset:1', 'transformations', {
    transformationId: 'las:dataset-transformation:1',
    datasetId: 'las:dataset:1',
    operations: [],
    status: 'running',
    ...stamps,
  }),
  listTransitionExecutions: owned(las.listTransitionExecutions, 'transitions', transitionId, 'executions', {
    executionId: 'las:transition-execution:1',
    transitionId,
    completedBy: null,
    ...executed,
  }),
  listTransitions: plain(las.listTransitions, 'transitions', {
    transitionId,
    transitionType: 'manual',
    parameters: {},
    timeoutInSeconds: 60,
    ...named,
    ...stamps,
  }),
  listUsers: plain(las.listUsers, 'users', { userId: 'las:user:1', ...stamps }),
  listValidationTasks: owned(las.listValidationTasks, 'validations', 'cradl:validation:1', 'tasks', {
    taskId: 'cradl:task:1',
    validationId: 'cradl:validation:1',
  }),
  listValidations: plain(las.listValidations, 'validations', { validationId: 'cradl:validation:1' }),
  listWorkflowExecutions: owned(las.listWorkflowExecutions, 'workflows', workflowId, 'executions', {
    executionId: 'las:workflow-execution:1',
    workflowId,
    transitionExecutions: null,
    ...executed,
  }),
  listWorkflows: plain(las.listWorkflows, 'workflows', {
    workflowId,
    completedConfig: null,
    errorConfig: null,
    numberOfRunningExecutions: 0,
    ...named,
    ...stamps,
  }),
};

const every = suite('pagination of every list function');

every('the table has them all', () => {
  assert.equal(
    Object.keys(rows).sort(),
    Object.keys(las)
      .filter((name) => /^list[A-Z]/.test(name))
      .sort(),
  );
});

for (const [name, { path, key, entry, echo, forms }] of Object.entries(rows)) {
  const [first, second, third] = [1, 2, 3].map((n) => ({ ...entry, n }));
  // Echoes stand before and behind the entries; the page in the middle is empty.
  const answers = [
    { ...echo, none: [], status: ['running', 'failed'], [key]: [first, second], nextToken: 'a +/=&' },
    { ...echo, [key]: [], nextToken: 'b', order: 'ascending' },
    { [key]: [third], nextToken: null, documentId: ['las:document:1'], ...echo },
  ];
  const server = () => fake((_: Sent, n: number) => answers[n - 1]);
  const right = (value: unknown) => ({ _tag: 'Right', right: value });

  every(`${name}: ids, options and tokens go out, pages and entries come back`, async () => {
    for (const form of forms) {
      const seen = async (run: (ctx: Context) => Promise<unknown>) => {
        const { ctx, sent } = server();
        const result = await run(ctx);
        assert.equal(
          sent.map(({ url }) => [url.pathname, url.searchParams.get('nextToken')]),
          [
            [path, null],
            [path, 'a +/=&'],
            [path, 'b'],
          ],
        );
        for (const { url } of sent) {
          assert.is(url.searchParams.get('maxResults'), form.options.maxResults?.toString() ?? null);
        }
        return result;
      };
      assert.equal(await seen((ctx) => arrayOf(form.pages(ctx))), answers.map(right));
      assert.equal(await seen((ctx) => arrayOf(form.items(ctx))), [first, second, third].map(right));
      assert.equal(await seen((ctx) => form.collect(ctx)()), right([first, second, third]));
    }
  });
}

every.run();
