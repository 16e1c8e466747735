/** What each operation takes as its body: the keys of both versions of the API together. */
import { agentBodies } from './agentBodies.js';
import {
  boolean,
  type Check,
  either,
  id,
  integer,
  isFields,
  list,
  longId,
  nullable,
  number,
  object,
  oneOf,
  record,
  shape,
  string,
} from './api/check.js';

const text = string();
const base64 = string({ min: 1, max: 6_250_000, pattern: /^[0-9A-Za-z+/]+={0,2}$/, like: 'base64' });
const url = string({
  pattern: /^(http:\/\/localhost|https:\/\/)/,
  like: 'an https or http://localhost address',
});
const email = string({
  pattern: /^[A-Za-z0-9][-+._A-Za-z0-9]*@([-_.A-Za-z0-9]+\.)+[A-Za-z]{2,}$/,
  like: 'an email address',
});
const label = string({ min: 1, max: 36, pattern: /^[0-9A-Za-z-_]+$/, like: 'letters, digits, - and _' });
const roleIds = list(id('role'));
const days = integer(1);
const named: Readonly<Record<string, Check>> = {
  'name?': nullable(text),
  'description?': nullable(text),
  'metadata?': object,
};

const truth: Check = (value, at) =>
  shape({
    label,
    value: either(
      nullable(string({ max: 1024 })),
      boolean,
      number,
      // Lines: the rows of a table, each a list of labelled values.
      list(either(truth, list(truth))),
    ),
    'confidence?': number,
    'pages?': list(integer(), 0, 10),
    'rawValue?': nullable(either(text, boolean, number)),
  })(value, at);

const scalar = shape(
  {
    type: oneOf(
      ...['amount', 'date', 'digits', 'enum', 'numeric', 'string', 'single-value', 'multi-value'],
      ...['number', 'letter', 'phone', 'alphanum', 'alphanumext', 'all'],
    ),
    'maxLength?': integer(1, 1024),
    'enum?': list(string({ min: 1, max: 512 }), 1, 500),
    'description?': nullable(text),
    'isMultivalue?': boolean,
    'isNullable?': boolean,
    'promptHint?': nullable(text),
    'format?': nullable(text),
    'strict?': boolean,
  },
  true,
);
const fieldName = /^[0-9A-Za-z-_]{1,36}$/;
const lines = shape({ type: oneOf('lines', 'table'), fields: record(scalar, fieldName) }, true);
const field: Check = (value, at) =>
  isFields(value) && (value['type'] === 'lines' || value['type'] === 'table')
    ? lines(value, at)
    : scalar(value, at);
const fieldConfig = record(field, fieldName);

const imageQuality = oneOf('LOW', 'HIGH');
const rotation = oneOf(0, 90, 180, 270);
const preprocessConfig = shape({
  'startPage?': integer(),
  'pages?': list(integer(), 0, 100),
  'maxPages?': integer(1, 100),
  'rotation?': rotation,
  'autoRotate?': boolean,
  'imageQuality?': imageQuality,
});
const outputFormat = oneOf('v1', 'v2');
const postprocessConfig = either(
  shape({ strategy: oneOf('BEST_FIRST'), 'outputFormat?': outputFormat }),
  shape({
    strategy: oneOf('BEST_N_PAGES'),
    'outputFormat?': outputFormat,
    parameters: shape({ n: integer(1, 100), 'collapse?': boolean }, true),
  }),
);
const size = integer(97, 1921);
const model: Readonly<Record<string, Check>> = {
  ...named,
  'preprocessConfig?': preprocessConfig,
  'postprocessConfig?': postprocessConfig,
  'llmVersion?': text,
  'confidenceVersion?': text,
  'width?': size,
  'height?': size,
};

const environment: Readonly<Record<string, Check>> = {
  'environment?': nullable(record(text)),
  'environmentSecrets?': nullable(list(id('secret'))),
  'secretId?': nullable(id('secret')),
};
const assets = record(id('asset'));
const parameters = shape({
  ...environment,
  'imageUrl?': text,
  'lambdaId?': string({
    pattern: /^(las|cradl):lambda:[a-z0-9-_]+:[a-z0-9-_]+$/,
    like: 'the id of a lambda',
  }),
  'credentials?': shape({ username: text, password: text }),
  'memory?': oneOf(512, 1024, 2048, 4096, 8192),
  'cpu?': oneOf(256, 512, 1024),
  'assets?': assets,
});
const transition: Readonly<Record<string, Check>> = {
  ...named,
  'inputJsonSchema?': object,
  'outputJsonSchema?': object,
  'parameters?': parameters,
};
const workflow: Readonly<Record<string, Check>> = {
  ...named,
  'completedConfig?': shape({ ...environment, imageUrl: text }),
  'errorConfig?': shape({ 'manualRetry?': boolean, 'email?': email }),
  'emailConfig?': nullable(
    shape({
      secretId: id('secret'),
      'email?': email,
      'allowedOrigins?': nullable(list(text)),
      'additionalWorkflowInput?': nullable(object),
    }),
  ),
  'status?': oneOf('development', 'production'),
};
const loginUrls: Readonly<Record<string, Check>> = { 'loginUrls?': list(url), 'defaultLoginUrl?': url };
const dataset: Readonly<Record<string, Check>> = {
  ...named,
  'retentionInDays?': integer(1, 1825),
  'containsPersonallyIdentifiableInformation?': boolean,
};
const document: Readonly<Record<string, Check>> = {
  ...named,
  'retentionInDays?': days,
  'datasetId?': id('dataset'),
  'groundTruth?': nullable(list(truth)),
};
const avatar = nullable(string({ max: 131_072 }));

/** The check of each operation's body, by method and path. An operation that is not here takes none. */
export const bodies: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    ...agentBodies,
    'POST /appClients': shape({
      ...named,
      ...loginUrls,
      'roleIds?': roleIds,
      'generateSecret?': boolean,
      'callbackUrls?': list(url),
      'logoutUrls?': list(url),
    }),
    'PATCH /appClients/:appClientId': shape({ ...named, ...loginUrls, 'roleIds?': roleIds }),
    'POST /assets': shape({ ...named, content: base64 }),
    'PATCH /assets/:assetId': shape({ ...named, 'content?': base64 }),
    'POST /batches': shape({ ...named, 'containsPersonallyIdentifiableInformation?': boolean }),
    'PATCH /batches/:batchId': shape(named),
    'POST /datasets': shape(dataset),
    'PATCH /datasets/:datasetId': shape(dataset),
    'POST /datasets/:datasetId/transformations': shape({
      'operations?': list(shape({ type: oneOf('remove-duplicates'), 'options?': object })),
    }),
    'POST /documents': shape({
      ...document,
      'agentRunId?': longId('agent', 'run'),
      'consentId?': id('consent'),
      'batchId?': id('batch'),
      'content?': base64,
      'contentType?': nullable(
        oneOf(
          ...['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/webp'],
          'message/rfc822',
        ),
      ),
    }),
    'PATCH /documents/:documentId': shape(document),
    'POST /models': shape({ ...model, fieldConfig }),
    'PATCH /models/:modelId': shape({
      ...model,
      'fieldConfig?': fieldConfig,
      'trainingId?': nullable(id('model-training')),
      'status?': oneOf('active', 'training', 'inactive'),
    }),
    'POST /models/:modelId/dataBundles': shape({ ...named, 'datasetIds?': list(id('dataset'), 1) }),
    'PATCH /models/:modelId/dataBundles/:dataBundleId': shape(named),
    'POST /models/:modelId/trainings': shape({
      ...named,
      'dataScientistAssistance?': boolean,
      'warmStartConfig?': shape({ trainingId: id('model-training') }),
      'instanceType?': nullable(oneOf('small-gpu', 'medium-gpu', 'large-gpu')),
      'dataBundleIds?': list(id('model-data-bundle'), 1),
    }),
    'PATCH /models/:modelId/trainings/:trainingId': shape({
      ...named,
      'deploymentEnvironmentId?': nullable(id('deployment-environment', true)),
      'status?': oneOf('cancelled'),
    }),
    'POST /organizations': shape({ ...named, 'url?': nullable(text), 'useNewScopes?': boolean }),
    'PATCH /organizations/:organizationId': shape({
      ...named,
      'documentRetentionInDays?': days,
      'url?': nullable(text),
      'paymentMethodId?': nullable(id('payment-method')),
      'planId?': id('plan', true),
    }),
    'POST /paymentMethods': shape(named),
    'PATCH /paymentMethods/:paymentMethodId': shape({
      ...named,
      'stripeSetupIntentSecret?': string({ min: 1 }),
    }),
    'POST /predictions': shape({
      modelId: id('model', true),
      documentId: id('document'),
      ...named,
      'agentRunId?': longId('agent', 'run'),
      'trainingId?': id('model-training'),
      'async?': boolean,
      'preprocessConfig?': preprocessConfig,
      'postprocessConfig?': postprocessConfig,
      'maxPages?': integer(1, 100),
      'rotation?': rotation,
      'autoRotate?': boolean,
      'imageQuality?': imageQuality,
    }),
    'PATCH /profiles/:profileId': shape({
      'givenName?': nullable(text),
      'familyName?': nullable(text),
      'locale?': nullable(text),
      'metadata?': nullable(object),
      'picture?': nullable(text),
    }),
    'POST /secrets': shape({ ...named, data: record(text) }),
    'PATCH /secrets/:secretId': shape({ ...named, 'data?': record(text) }),
    'POST /transitions': shape({
      ...transition,
      transitionType: oneOf('docker', 'manual', 'lambda'),
      'timeoutInSeconds?': integer(60, 10_800),
    }),
    'PATCH /transitions/:transitionId': shape({
      ...transition,
      'assets?': assets,
      'environment?': record(text),
      'environmentSecrets?': list(id('secret')),
    }),
    'POST /transitions/:transitionId/executions': object,
    'PATCH /transitions/:transitionId/executions/:executionId': shape({
      'output?': object,
      'startTime?': nullable(
        string({ pattern: /^\d{4}-?\d\d-?\d\d[ T]?\d\d:?\d\d/, like: 'a point in time' }),
      ),
      'error?': shape({ message: text }),
      'status?': oneOf('succeeded', 'failed', 'rejected', 'retry'),
    }),
    'POST /transitions/:transitionId/executions/:executionId/heartbeats': object,
    'POST /users': shape({
      email,
      'description?': nullable(text),
      'metadata?': object,
      'roleIds?': roleIds,
      'appClientId?': id('app-client'),
      'name?': nullable(text),
      'avatar?': avatar,
    }),
    'PATCH /users/:userId': shape({
      'description?': nullable(text),
      'metadata?': object,
      'roleIds?': roleIds,
      'name?': nullable(text),
      'avatar?': avatar,
    }),
    'POST /workflows': shape({
      ...workflow,
      specification: shape({ definition: object, 'language?': oneOf('ASL'), 'version?': oneOf('1.0.0') }),
    }),
    'PATCH /workflows/:workflowId': shape(workflow),
    'POST /workflows/:workflowId/executions': shape({ input: object }),
    'PATCH /workflows/:workflowId/executions/:executionId': shape({
      'nextTransitionId?': id('transition'),
      'status?': oneOf('succeeded', 'completed'),
    }),
  }),
);
