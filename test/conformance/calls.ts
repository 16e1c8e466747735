/**
 * How each function is called to see what it sends: with the least and with every option, and where the options
 * differ between the versions of the API, once for each.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';

import type { Context, LasError } from '../../src/index.js';
import {
  createAppClient,
  deleteAppClient,
  getAppClient,
  listAppClients,
  updateAppClient,
} from '../../src/resources/appClients.js';
import { createAsset, deleteAsset, getAsset, listAssets, updateAsset } from '../../src/resources/assets.js';
import { createBatch, deleteBatch, listBatches, updateBatch } from '../../src/resources/batches.js';
import {
  createDataBundle,
  deleteDataBundle,
  getDataBundle,
  listDataBundles,
  updateDataBundle,
} from '../../src/resources/dataBundles.js';
import {
  createDataset,
  deleteDataset,
  getDataset,
  listDatasets,
  updateDataset,
} from '../../src/resources/datasets.js';
import {
  getDeploymentEnvironment,
  listDeploymentEnvironments,
} from '../../src/resources/deploymentEnvironments.js';
import {
  createDocument,
  deleteDocument,
  deleteDocuments,
  type GroundTruth,
  getDocument,
  listDocuments,
  updateDocument,
} from '../../src/resources/documents/index.js';
import { getLog, listLogs } from '../../src/resources/logs.js';
import {
  createModel,
  deleteModel,
  type FieldConfigInput,
  getModel,
  listModels,
  type PlainFieldInput,
  type PostprocessConfigInput,
  type PreprocessConfigInput,
  updateModel,
} from '../../src/resources/models.js';
import {
  createOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from '../../src/resources/organizations.js';
import {
  createPaymentMethod,
  deletePaymentMethod,
  getPaymentMethod,
  listPaymentMethods,
  updatePaymentMethod,
} from '../../src/resources/paymentMethods.js';
import { getPlan, listPlans } from '../../src/resources/plans.js';
import { createPrediction, getPrediction, listPredictions } from '../../src/resources/predictions.js';
import { getProfile, updateProfile } from '../../src/resources/profiles.js';
import { getRole, listRoles } from '../../src/resources/roles.js';
import { createSecret, deleteSecret, listSecrets, updateSecret } from '../../src/resources/secrets.js';
import { createTraining, getTraining, listTrainings, updateTraining } from '../../src/resources/trainings.js';
import {
  createTransformation,
  deleteTransformation,
  listTransformations,
} from '../../src/resources/transformations.js';
import {
  createTransition,
  deleteTransition,
  executeTransition,
  getTransition,
  getTransitionExecution,
  listTransitionExecutions,
  listTransitions,
  sendHeartbeat,
  updateTransition,
  updateTransitionExecution,
} from '../../src/resources/transitions/index.js';
import { createUser, deleteUser, getUser, listUsers, updateUser } from '../../src/resources/users.js';
import {
  createWorkflow,
  deleteWorkflow,
  deleteWorkflowExecution,
  executeWorkflow,
  getWorkflow,
  getWorkflowExecution,
  listWorkflowExecutions,
  listWorkflows,
  updateWorkflow,
  updateWorkflowExecution,
} from '../../src/resources/workflows/index.js';
import type { Version } from './documents.js';

type Run = (ctx: Context) => TaskEither<LasError, unknown>;

export interface Call {
  /** The versions whose documents the request must satisfy. */
  readonly versions: ReadonlyArray<Version>;
  readonly run: Run;
}

const any = (run: Run): Call => ({ versions: ['2021', '2024'], run });
const v21 = (run: Run): Call => ({ versions: ['2021'], run });
const v24 = (run: Run): Call => ({ versions: ['2024'], run });

// -- values -------------------------------------------------------------------

const hex = '0123456789abcdef0123456789abcdef';
const other = 'fedcba9876543210fedcba9876543210';

const appClientId = `las:app-client:${hex}` as const;
const assetId = `las:asset:${hex}` as const;
const batchId = `las:batch:${hex}` as const;
const consentId = `las:consent:${hex}` as const;
const dataBundleId = `las:model-data-bundle:${hex}` as const;
const datasetId = `las:dataset:${hex}` as const;
const datasetId2 = `las:dataset:${other}` as const;
const deploymentEnvironmentId = 'las:deployment-environment:eu-1:@latest' as const;
const documentId = `las:document:${hex}` as const;
const documentId2 = `las:document:${other}` as const;
const lambdaId = 'las:lambda:commons:export-to-excel' as const;
const logId = `las:log:${hex}` as const;
const modelId = `las:model:${hex}` as const;
const organizationId = `las:organization:${hex}` as const;
const paymentMethodId = `las:payment-method:${hex}` as const;
const planId = 'las:plan:starter:2' as const;
const predictionId = `las:prediction:${hex}` as const;
const profileId = `las:profile:${hex}` as const;
const roleId = 'las:role:Developer_1' as const;
const secretId = `las:secret:${hex}` as const;
const trainingId = 'las:model-training:first-one' as const;
const transformationId = `las:dataset-transformation:${hex}` as const;
const transitionId = `las:transition:${hex}` as const;
const commons = 'las:transition:commons-failed' as const;
const userId = `las:user:${hex}` as const;
const workflowId = `las:workflow:${hex}` as const;

const transitionExecutionId = `las:transition-execution:${hex}` as const;
const workflowExecutionId = `las:workflow-execution:${hex}` as const;

const pdf = new Blob(['%PDF-1.7\n'], { type: 'application/pdf' });
const tiff = new Blob([new Uint8Array([0x49, 0x49, 0x2a, 0])]);
const webp = new Blob(['RIFF0000WEBP']);
const page = { maxResults: 3, nextToken: 'bmV4dA==' };
const labels = { name: 'A name: æøå', description: null };
const labels2 = { name: null, description: 'What it is.' };
const metadata = { anything: [1, { goes: null }] };
const roleIds = [roleId];
const url = 'https://example.com/in?to=1';
const localUrl = 'http://localhost:3000/';

const leaf: GroundTruth = { label: 'amount', value: 54.5, confidence: 0.9, pages: [0] };
const groundTruth: ReadonlyArray<GroundTruth> = [
  { label: 'total', value: '54.50', confidence: 1, pages: [0, 1] },
  { label: 'paid', value: false },
  { label: 'lines', value: [leaf, { ...leaf, value: null }] },
  { label: 'more_lines', value: [[leaf], [{ ...leaf, value: [[leaf]] }]] },
];
const groundTruth21: ReadonlyArray<GroundTruth> = [
  { label: 'total', value: '54.50' },
  { label: 'paid', value: false },
  { label: 'none', value: null },
];

const plainField: PlainFieldInput = {
  type: 'enum',
  maxLength: 1024,
  description: 'One of two.',
  enum: ['NOK', 'EUR'],
  format: null,
  isMultivalue: false,
  strict: true,
};
const fieldConfig: FieldConfigInput = {
  currency: plainField,
  'line-items': { type: 'lines', fields: { currency: plainField, total: { type: 'amount' } } },
};
const fieldConfig21: FieldConfigInput = {
  total: { type: 'amount', maxLength: 20, description: 'With VAT.' },
  phone: { type: 'alphanumext', maxLength: 100 },
};
const preprocessConfig: PreprocessConfigInput = {
  autoRotate: true,
  imageQuality: 'HIGH',
  maxPages: 100,
  pages: [0, 2],
  rotation: 90,
  startPage: 0,
};
const preprocessConfig21: PreprocessConfigInput = { autoRotate: true, imageQuality: 'LOW', maxPages: 3 };
const postprocessConfig: PostprocessConfigInput = {
  strategy: 'BEST_N_PAGES',
  outputFormat: 'v2',
  parameters: { n: 3, collapse: true },
};
const bestFirst: PostprocessConfigInput = { strategy: 'BEST_FIRST', outputFormat: 'v1' };

const environment = { LOG_LEVEL: 'debug' };
const environmentSecrets = [secretId];
const docker = {
  imageUrl: 'example/image:1',
  secretId,
  environment,
  environmentSecrets,
  cpu: 256,
  memory: 2048,
} as const;
const lambda = { lambdaId, environment, environmentSecrets };
const manual = { assets: { jsRemoteComponent: assetId, settings: assetId } };
const schemas = { inputJsonSchema: { type: 'object' }, outputJsonSchema: {} };

const definition = {
  StartAt: 'read',
  States: {
    read: { Type: 'Task', Resource: transitionId, Next: 'check' },
    check: { Type: 'Task', Resource: transitionId, End: true },
  },
} as const;
const specification = { language: 'ASL', version: '1.0.0', definition } as const;
const completedConfig = { imageUrl: 'example/image:1', secretId, environment, environmentSecrets };
const errorConfig = { email: 'errors@example.com', manualRetry: true };
const emailConfig = {
  secretId,
  email: 'in+1@example.com',
  allowedOrigins: ['example.com'],
  additionalWorkflowInput: { from: 'e-mail' },
};

// -- calls --------------------------------------------------------------------

/** By the function's name. The first call of a version is the one that answers are tried with. */
export const calls: Readonly<Record<string, ReadonlyArray<Call>>> = {
  createAppClient: [
    any((ctx) => createAppClient(ctx)),
    any((ctx) =>
      createAppClient(ctx, {
        generateSecret: false,
        logoutUrls: [url],
        callbackUrls: [url, localUrl],
        loginUrls: [localUrl],
        defaultLoginUrl: url,
        ...labels,
      }),
    ),
    v24((ctx) => createAppClient(ctx, { roleIds, ...labels2 })),
  ],
  getAppClient: [v24((ctx) => getAppClient(ctx, appClientId))],
  listAppClients: [any((ctx) => listAppClients(ctx)), any((ctx) => listAppClients(ctx, page))],
  updateAppClient: [
    any((ctx) => updateAppClient(ctx, appClientId, { name: null })),
    any((ctx) => updateAppClient(ctx, appClientId, { loginUrls: [url], defaultLoginUrl: url, ...labels })),
    v24((ctx) => updateAppClient(ctx, appClientId, { roleIds })),
  ],
  deleteAppClient: [any((ctx) => deleteAppClient(ctx, appClientId))],

  createAsset: [any((ctx) => createAsset(ctx, pdf)), any((ctx) => createAsset(ctx, pdf, labels))],
  getAsset: [any((ctx) => getAsset(ctx, assetId))],
  listAssets: [any((ctx) => listAssets(ctx)), any((ctx) => listAssets(ctx, page))],
  updateAsset: [
    any((ctx) => updateAsset(ctx, assetId, { name: 'x' })),
    any((ctx) => updateAsset(ctx, assetId, { content: pdf, ...labels })),
  ],
  deleteAsset: [any((ctx) => deleteAsset(ctx, assetId))],

  createBatch: [
    v21((ctx) => createBatch(ctx)),
    v21((ctx) => createBatch(ctx, { containsPersonallyIdentifiableInformation: false, ...labels })),
  ],
  listBatches: [v21((ctx) => listBatches(ctx)), v21((ctx) => listBatches(ctx, page))],
  updateBatch: [
    v21((ctx) => updateBatch(ctx, batchId, { description: 'x' })),
    v21((ctx) => updateBatch(ctx, batchId, labels)),
  ],
  deleteBatch: [v21((ctx) => deleteBatch(ctx, batchId))],

  createDataBundle: [
    any((ctx) => createDataBundle(ctx, modelId, [datasetId])),
    any((ctx) => createDataBundle(ctx, modelId, [datasetId, datasetId2], labels)),
  ],
  getDataBundle: [v24((ctx) => getDataBundle(ctx, modelId, dataBundleId))],
  listDataBundles: [
    any((ctx) => listDataBundles(ctx, modelId)),
    any((ctx) => listDataBundles(ctx, modelId, { status: 'failed', ...page })),
    v21((ctx) => listDataBundles(ctx, modelId, { status: ['processing', 'ready', 'failed'] })),
    v24((ctx) => listDataBundles(ctx, modelId, { status: ['running', 'succeeded', 'failed'] })),
  ],
  updateDataBundle: [
    any((ctx) => updateDataBundle(ctx, modelId, dataBundleId, { name: 'x' })),
    any((ctx) => updateDataBundle(ctx, modelId, dataBundleId, labels)),
  ],
  deleteDataBundle: [any((ctx) => deleteDataBundle(ctx, modelId, dataBundleId))],

  createDataset: [
    any((ctx) => createDataset(ctx)),
    any((ctx) =>
      createDataset(ctx, { containsPersonallyIdentifiableInformation: true, retentionInDays: 1, ...labels }),
    ),
    v24((ctx) => createDataset(ctx, { metadata })),
  ],
  getDataset: [any((ctx) => getDataset(ctx, datasetId))],
  listDatasets: [any((ctx) => listDatasets(ctx)), any((ctx) => listDatasets(ctx, page))],
  updateDataset: [
    any((ctx) => updateDataset(ctx, datasetId, { name: 'x' })),
    any((ctx) => updateDataset(ctx, datasetId, labels)),
    v24((ctx) =>
      updateDataset(ctx, datasetId, {
        containsPersonallyIdentifiableInformation: true,
        retentionInDays: 7,
        metadata,
        ...labels2,
      }),
    ),
  ],
  deleteDataset: [any((ctx) => deleteDataset(ctx, datasetId))],

  getDeploymentEnvironment: [v24((ctx) => getDeploymentEnvironment(ctx, deploymentEnvironmentId))],
  listDeploymentEnvironments: [
    v24((ctx) => listDeploymentEnvironments(ctx)),
    v24((ctx) => listDeploymentEnvironments(ctx, { owner: organizationId, ...page })),
    v24((ctx) => listDeploymentEnvironments(ctx, { owner: [organizationId, 'las:organization:cradl'] })),
  ],

  createDocument: [
    any((ctx) => createDocument(ctx, pdf, { upload: 'inline' })),
    v21((ctx) =>
      createDocument(ctx, tiff, {
        upload: 'inline',
        contentType: 'image/tiff',
        groundTruth: groundTruth21,
        consentId,
        datasetId,
        batchId,
        retentionInDays: 30,
      }),
    ),
    v24((ctx) => createDocument(ctx, pdf)),
    v24((ctx) =>
      createDocument(ctx, webp, {
        contentType: 'image/webp',
        groundTruth,
        consentId,
        datasetId,
        retentionInDays: 30,
        metadata,
        ...labels,
      }),
    ),
  ],
  getDocument: [any((ctx) => getDocument(ctx, documentId))],
  listDocuments: [
    any((ctx) => listDocuments(ctx)),
    any((ctx) => listDocuments(ctx, { datasetId, consentId, ...page })),
    v21((ctx) => listDocuments(ctx, { batchId: [batchId], datasetId: [datasetId, datasetId2] })),
    v24((ctx) =>
      listDocuments(ctx, {
        documentId: [documentId, documentId2],
        sortBy: 'createdTime',
        order: 'ascending',
      }),
    ),
    v24((ctx) => listDocuments(ctx, { order: 'descending' })),
  ],
  updateDocument: [
    any((ctx) => updateDocument(ctx, documentId, { retentionInDays: 1 })),
    v21((ctx) =>
      updateDocument(ctx, documentId, { groundTruth: groundTruth21, datasetId, retentionInDays: 30 }),
    ),
    v24((ctx) =>
      updateDocument(ctx, documentId, { groundTruth, datasetId, retentionInDays: 30, metadata, ...labels }),
    ),
  ],
  deleteDocument: [any((ctx) => deleteDocument(ctx, documentId))],
  deleteDocuments: [
    any((ctx) => deleteDocuments(ctx, { everyDocument: true })),
    any((ctx) => deleteDocuments(ctx, { consentId, datasetId: [datasetId, datasetId2], ...page })),
    v21((ctx) => deleteDocuments(ctx, { batchId: [batchId] })),
  ],

  getLog: [any((ctx) => getLog(ctx, logId))],
  listLogs: [
    any((ctx) => listLogs(ctx)),
    any((ctx) =>
      listLogs(ctx, {
        workflowId,
        workflowExecutionId,
        transitionId,
        transitionExecutionId,
        order: 'descending',
        ...page,
      }),
    ),
  ],

  createModel: [
    v21((ctx) => createModel(ctx, fieldConfig21, { width: 97, height: 1921 })),
    v21((ctx) =>
      createModel(ctx, fieldConfig21, {
        width: 1921,
        height: 97,
        preprocessConfig: preprocessConfig21,
        ...labels,
      }),
    ),
    v24((ctx) => createModel(ctx, { total: { type: 'amount' } })),
    v24((ctx) => createModel(ctx, fieldConfig, { preprocessConfig, postprocessConfig, metadata, ...labels })),
    v24((ctx) =>
      createModel(ctx, fieldConfig, { preprocessConfig: { pages: [] }, postprocessConfig: bestFirst }),
    ),
  ],
  getModel: [
    any((ctx) => getModel(ctx, modelId)),
    v24((ctx) => getModel(ctx, 'las:model:invoice', { statisticsLastNDays: 30 })),
  ],
  listModels: [
    any((ctx) => listModels(ctx)),
    any((ctx) => listModels(ctx, page)),
    v24((ctx) => listModels(ctx, { owner: organizationId })),
    v24((ctx) => listModels(ctx, { owner: [organizationId, 'las:organization:cradl'] })),
  ],
  updateModel: [
    any((ctx) => updateModel(ctx, modelId, labels)),
    v21((ctx) =>
      updateModel(ctx, modelId, {
        width: 97,
        height: 1921,
        fieldConfig: fieldConfig21,
        preprocessConfig: preprocessConfig21,
        status: 'training',
        ...labels2,
      }),
    ),
    v24((ctx) =>
      updateModel(ctx, modelId, {
        fieldConfig,
        preprocessConfig,
        postprocessConfig,
        trainingId,
        metadata,
        ...labels2,
      }),
    ),
    v24((ctx) => updateModel(ctx, modelId, { trainingId: null, postprocessConfig: bestFirst })),
  ],
  deleteModel: [any((ctx) => deleteModel(ctx, modelId))],

  createOrganization: [
    v24((ctx) => createOrganization(ctx)),
    v24((ctx) => createOrganization(ctx, { name: 'Lucidtech' })),
  ],
  getOrganization: [any((ctx) => getOrganization(ctx, organizationId))],
  listOrganizations: [v24((ctx) => listOrganizations(ctx)), v24((ctx) => listOrganizations(ctx, page))],
  updateOrganization: [
    any((ctx) => updateOrganization(ctx, organizationId, { description: null })),
    any((ctx) => updateOrganization(ctx, organizationId, labels)),
    v24((ctx) => updateOrganization(ctx, organizationId, { paymentMethodId, planId, ...labels })),
    v24((ctx) =>
      updateOrganization(ctx, organizationId, {
        paymentMethodId: null,
        planId: 'las:organization:cradl/las:plan:custom:@latest',
      }),
    ),
  ],

  createPaymentMethod: [
    v24((ctx) => createPaymentMethod(ctx)),
    v24((ctx) => createPaymentMethod(ctx, labels)),
  ],
  getPaymentMethod: [v24((ctx) => getPaymentMethod(ctx, paymentMethodId))],
  listPaymentMethods: [v24((ctx) => listPaymentMethods(ctx)), v24((ctx) => listPaymentMethods(ctx, page))],
  updatePaymentMethod: [
    v24((ctx) => updatePaymentMethod(ctx, paymentMethodId, { name: 'x' })),
    v24((ctx) => updatePaymentMethod(ctx, paymentMethodId, { stripeSetupIntentSecret: 'seti_1', ...labels })),
  ],
  deletePaymentMethod: [v24((ctx) => deletePaymentMethod(ctx, paymentMethodId))],

  getPlan: [v24((ctx) => getPlan(ctx, planId))],
  listPlans: [
    v24((ctx) => listPlans(ctx)),
    v24((ctx) => listPlans(ctx, { owner: organizationId, ...page })),
    v24((ctx) => listPlans(ctx, { owner: [organizationId, 'las:organization:cradl'] })),
  ],

  createPrediction: [
    any((ctx) => createPrediction(ctx, documentId, modelId)),
    any((ctx) =>
      createPrediction(ctx, documentId, modelId, { maxPages: 3, autoRotate: false, imageQuality: 'LOW' }),
    ),
    v24((ctx) =>
      createPrediction(ctx, documentId, 'las:organization:cradl/las:model:invoice', {
        async: true,
        autoRotate: true,
        imageQuality: 'HIGH',
        maxPages: 100,
        rotation: 270,
        preprocessConfig,
        postprocessConfig,
        trainingId,
      }),
    ),
    v24((ctx) => createPrediction(ctx, documentId, 'las:model:receipt', { postprocessConfig: bestFirst })),
  ],
  getPrediction: [v24((ctx) => getPrediction(ctx, predictionId))],
  listPredictions: [
    any((ctx) => listPredictions(ctx)),
    any((ctx) => listPredictions(ctx, page)),
    v24((ctx) => listPredictions(ctx, { modelId, sortBy: 'createdTime', order: 'ascending' })),
  ],

  getProfile: [v24((ctx) => getProfile(ctx, profileId))],
  updateProfile: [
    v24((ctx) => updateProfile(ctx, profileId, { locale: 'nb-NO' })),
    v24((ctx) =>
      updateProfile(ctx, profileId, {
        givenName: 'Kari',
        familyName: 'Nordmann',
        locale: null,
        metadata,
        picture: 'https://example.com/kari.jpg',
      }),
    ),
  ],

  getRole: [v24((ctx) => getRole(ctx, roleId))],
  listRoles: [v24((ctx) => listRoles(ctx)), v24((ctx) => listRoles(ctx, page))],

  createSecret: [
    any((ctx) => createSecret(ctx, { password: 'p' })),
    any((ctx) => createSecret(ctx, { username: 'u', password: 'p' }, labels)),
  ],
  listSecrets: [any((ctx) => listSecrets(ctx)), any((ctx) => listSecrets(ctx, page))],
  updateSecret: [
    any((ctx) => updateSecret(ctx, secretId, { name: 'x' })),
    any((ctx) => updateSecret(ctx, secretId, { data: { password: 'q' }, ...labels })),
  ],
  deleteSecret: [any((ctx) => deleteSecret(ctx, secretId))],

  createTraining: [
    v24((ctx) => createTraining(ctx, modelId)),
    v24((ctx) =>
      createTraining(ctx, modelId, {
        dataBundleIds: [dataBundleId],
        instanceType: 'large-gpu',
        warmStartConfig: { trainingId },
        dataScientistAssistance: true,
        metadata,
        ...labels,
      }),
    ),
    v24((ctx) => createTraining(ctx, modelId, { instanceType: null })),
  ],
  getTraining: [v24((ctx) => getTraining(ctx, modelId, trainingId))],
  listTrainings: [
    v24((ctx) => listTrainings(ctx, modelId)),
    v24((ctx) => listTrainings(ctx, modelId, { status: 'running', ...page })),
    v24((ctx) =>
      listTrainings(ctx, modelId, {
        status: [
          'waiting-for-approval',
          'preparing',
          'pending',
          'running',
          'running-final-evaluation',
          'succeeded',
          'failed',
          'cancelled',
        ],
      }),
    ),
  ],
  updateTraining: [
    v24((ctx) => updateTraining(ctx, modelId, trainingId, { status: 'cancelled' })),
    v24((ctx) =>
      updateTraining(ctx, modelId, trainingId, {
        status: 'cancelled',
        deploymentEnvironmentId: 'las:organization:cradl/las:deployment-environment:eu-1:3',
        metadata,
        ...labels,
      }),
    ),
    v24((ctx) => updateTraining(ctx, modelId, trainingId, { deploymentEnvironmentId: null })),
  ],

  createTransformation: [
    v24((ctx) => createTransformation(ctx, datasetId)),
    v24((ctx) =>
      createTransformation(ctx, datasetId, {
        operations: [{ type: 'remove-duplicates', options: {} }, { type: 'remove-duplicates' }],
      }),
    ),
  ],
  listTransformations: [
    v24((ctx) => listTransformations(ctx, datasetId)),
    v24((ctx) => listTransformations(ctx, datasetId, { status: 'running', ...page })),
    v24((ctx) => listTransformations(ctx, datasetId, { status: ['running', 'succeeded', 'failed'] })),
  ],
  deleteTransformation: [v24((ctx) => deleteTransformation(ctx, datasetId, transformationId))],

  createTransition: [
    any((ctx) => createTransition(ctx, 'manual')),
    any((ctx) => createTransition(ctx, 'docker', { parameters: docker, timeoutInSeconds: 1800, ...labels })),
    any((ctx) => createTransition(ctx, 'docker', { parameters: { imageUrl: 'example/image' } })),
    any((ctx) => createTransition(ctx, 'manual', { parameters: manual, timeoutInSeconds: 60, ...labels2 })),
    v21((ctx) => createTransition(ctx, 'manual', schemas)),
    v24((ctx) => createTransition(ctx, 'lambda', { parameters: lambda, timeoutInSeconds: 10_800 })),
    v24((ctx) => createTransition(ctx, 'docker', { parameters: { ...docker, cpu: 1024, memory: 8192 } })),
  ],
  getTransition: [any((ctx) => getTransition(ctx, transitionId)), any((ctx) => getTransition(ctx, commons))],
  listTransitions: [
    any((ctx) => listTransitions(ctx)),
    any((ctx) => listTransitions(ctx, { transitionType: 'docker', ...page })),
    any((ctx) => listTransitions(ctx, { transitionType: ['docker', 'manual'] })),
    v24((ctx) => listTransitions(ctx, { transitionType: 'lambda' })),
  ],
  updateTransition: [
    any((ctx) => updateTransition(ctx, transitionId, labels)),
    v21((ctx) =>
      updateTransition(ctx, transitionId, {
        environment,
        environmentSecrets,
        assets: manual.assets,
        ...schemas,
        ...labels,
      }),
    ),
    v24((ctx) => updateTransition(ctx, transitionId, { parameters: docker, ...labels2 })),
    v24((ctx) =>
      updateTransition(ctx, transitionId, {
        parameters: { secretId: null, environment: null, environmentSecrets: null },
      }),
    ),
    v24((ctx) => updateTransition(ctx, transitionId, { parameters: lambda })),
    v24((ctx) => updateTransition(ctx, transitionId, { parameters: manual })),
  ],
  deleteTransition: [any((ctx) => deleteTransition(ctx, transitionId))],
  executeTransition: [any((ctx) => executeTransition(ctx, transitionId))],
  getTransitionExecution: [any((ctx) => getTransitionExecution(ctx, transitionId, transitionExecutionId))],
  listTransitionExecutions: [
    any((ctx) => listTransitionExecutions(ctx, transitionId)),
    any((ctx) =>
      listTransitionExecutions(ctx, transitionId, {
        status: ['running', 'succeeded', 'failed', 'rejected', 'retry'],
        executionId: [transitionExecutionId, `las:transition-execution:${other}`],
        sortBy: 'startTime',
        order: 'ascending',
        ...page,
      }),
    ),
    any((ctx) => listTransitionExecutions(ctx, transitionId, { status: 'retry', sortBy: 'endTime' })),
  ],
  updateTransitionExecution: [
    any((ctx) =>
      updateTransitionExecution(ctx, transitionId, transitionExecutionId, {
        status: 'succeeded',
        output: {},
      }),
    ),
    any((ctx) =>
      updateTransitionExecution(ctx, transitionId, transitionExecutionId, {
        status: 'succeeded',
        output: { total: '54.50' },
        startTime: new Date('2024-11-29T12:00:00Z'),
      }),
    ),
    any((ctx) =>
      updateTransitionExecution(ctx, transitionId, transitionExecutionId, {
        status: 'retry',
        error: { message: 'm'.repeat(5000) },
        startTime: '2024-11-29T12:00:00.123+01:00',
      }),
    ),
    any((ctx) =>
      updateTransitionExecution(ctx, transitionId, transitionExecutionId, {
        status: 'rejected',
        error: new Error('not an invoice'),
        startTime: null,
      }),
    ),
  ],
  sendHeartbeat: [any((ctx) => sendHeartbeat(ctx, transitionId, transitionExecutionId))],

  createUser: [
    any((ctx) => createUser(ctx, 'kari@example.com')),
    v21((ctx) => createUser(ctx, 'kari@example.com', { appClientId, name: 'Kari', avatar: '/9j/' })),
    v24((ctx) => createUser(ctx, 'kari@example.com', { appClientId, roleIds, metadata })),
  ],
  getUser: [any((ctx) => getUser(ctx, userId))],
  listUsers: [any((ctx) => listUsers(ctx)), any((ctx) => listUsers(ctx, page))],
  updateUser: [
    v21((ctx) => updateUser(ctx, userId, { name: null })),
    v21((ctx) => updateUser(ctx, userId, { name: 'Kari', avatar: null })),
    v24((ctx) => updateUser(ctx, userId, { roleIds: [] })),
    v24((ctx) => updateUser(ctx, userId, { roleIds, metadata })),
  ],
  deleteUser: [any((ctx) => deleteUser(ctx, userId))],

  createWorkflow: [
    any((ctx) => createWorkflow(ctx, { definition })),
    any((ctx) => createWorkflow(ctx, specification, { completedConfig, errorConfig, ...labels })),
    v24((ctx) => createWorkflow(ctx, specification, { emailConfig, metadata, status: 'development' })),
    v24((ctx) =>
      createWorkflow(ctx, specification, {
        emailConfig: { secretId, allowedOrigins: null, additionalWorkflowInput: null },
        status: 'production',
      }),
    ),
  ],
  getWorkflow: [any((ctx) => getWorkflow(ctx, workflowId))],
  listWorkflows: [any((ctx) => listWorkflows(ctx)), any((ctx) => listWorkflows(ctx, page))],
  updateWorkflow: [
    any((ctx) => updateWorkflow(ctx, workflowId, { name: 'x' })),
    any((ctx) => updateWorkflow(ctx, workflowId, { completedConfig, errorConfig, ...labels })),
    v24((ctx) => updateWorkflow(ctx, workflowId, { emailConfig, metadata, status: 'production' })),
    v24((ctx) => updateWorkflow(ctx, workflowId, { emailConfig: null })),
  ],
  deleteWorkflow: [any((ctx) => deleteWorkflow(ctx, workflowId))],
  executeWorkflow: [
    any((ctx) => executeWorkflow(ctx, workflowId, {})),
    any((ctx) => executeWorkflow(ctx, workflowId, { documentId })),
  ],
  getWorkflowExecution: [any((ctx) => getWorkflowExecution(ctx, workflowId, workflowExecutionId))],
  listWorkflowExecutions: [
    any((ctx) => listWorkflowExecutions(ctx, workflowId)),
    any((ctx) =>
      listWorkflowExecutions(ctx, workflowId, {
        status: ['running', 'succeeded', 'failed', 'rejected', 'retry', 'error'],
        sortBy: 'endTime',
        order: 'descending',
        ...page,
      }),
    ),
    v24((ctx) =>
      listWorkflowExecutions(ctx, workflowId, {
        status: 'completed',
        sortBy: 'startTime',
        fromStartTime: '2024-11-01T00:00:00Z',
        toStartTime: '2024-11-29T00:00:00Z',
      }),
    ),
  ],
  updateWorkflowExecution: [
    any((ctx) =>
      updateWorkflowExecution(ctx, workflowId, workflowExecutionId, { nextTransitionId: transitionId }),
    ),
    any((ctx) =>
      updateWorkflowExecution(ctx, workflowId, workflowExecutionId, { nextTransitionId: commons }),
    ),
    v24((ctx) => updateWorkflowExecution(ctx, workflowId, workflowExecutionId, { status: 'completed' })),
    v24((ctx) =>
      updateWorkflowExecution(ctx, workflowId, workflowExecutionId, {
        status: 'succeeded',
        nextTransitionId: transitionId,
      }),
    ),
  ],
  deleteWorkflowExecution: [any((ctx) => deleteWorkflowExecution(ctx, workflowId, workflowExecutionId))],
};
