import {
  createOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from '../../src/resources/organizations.js';
import { operation } from '../support/operation.js';

const least = {
  organizationId: 'las:organization:cradl-1',
  name: null,
  description: null,
  monthlyNumberOfDataBundlesAllowed: 1,
  monthlyNumberOfDataBundlesCreated: 0,
  monthlyNumberOfDocumentsAllowed: 1000,
  monthlyNumberOfDocumentsCreated: 12,
  monthlyNumberOfPredictionsAllowed: 1000,
  monthlyNumberOfPredictionsCreated: 12,
  monthlyNumberOfTransitionExecutionsAllowed: 5000,
  monthlyNumberOfTransitionExecutionsCreated: 3,
  monthlyNumberOfWorkflowExecutionsAllowed: 500,
  monthlyNumberOfWorkflowExecutionsCreated: 2,
  monthlyUsageSummary: {},
  numberOfAppClientsAllowed: 10,
  numberOfAppClientsCreated: 1,
  numberOfAssetsAllowed: 50,
  numberOfAssetsCreated: 4,
  numberOfModelsAllowed: 3,
  numberOfModelsCreated: 1,
  numberOfSecretsAllowed: 5,
  numberOfSecretsCreated: 0,
  numberOfTransitionsAllowed: 10,
  numberOfTransitionsCreated: 2,
  numberOfUsersAllowed: 20,
  numberOfUsersCreated: 5,
  numberOfWorkflowsAllowed: 5,
  numberOfWorkflowsCreated: 1,
  updatedTime: null,
  updatedBy: null,
};

const full = {
  ...least,
  name: 'Cradl',
  description: 'Of tests',
  planId: 'las:organization:cradl/las:plan:free:3',
  paymentMethodId: 'las:payment-method:1f000000000000000000000000000000',
  clientId: '5k3j',
  documentRetentionInDays: 1825,
  monthlyUsageSummary: { 'las:model:invoice': { predictions: 12 } },
  deploymentsAllowed: { production: 1 },
  deploymentsCreated: {},
  monthlyNumberOfActiveModelsUsed: 1,
  monthlyNumberOfFieldPredictionsAllowed: 10000,
  monthlyNumberOfFieldPredictionsUsed: 96,
  monthlyNumberOfGpuHoursUsed: 0.25,
  monthlyNumberOfModelDeploymentUnitsUsed: 1,
  monthlyNumberOfPagePredictionsAllowed: 1000,
  monthlyNumberOfPagePredictionsUsed: 12,
  monthlyNumberOfProductionWorkflowMinutesUsed: 30,
  monthlyNumberOfTrainingsAllowed: 4,
  monthlyNumberOfTrainingsCreated: 0,
  monthlyNumberOfTransformationsAllowed: 4,
  monthlyNumberOfTransformationsCreated: 1,
  monthlyNumberOfUserMinutesUsed: 1.5,
  numberOfBatchesAllowed: 9,
  numberOfBatchesCreated: 8,
  numberOfDatasetsAllowed: 7,
  numberOfDatasetsCreated: 6,
  createdTime: '2024-11-29T08:05:46Z',
  updatedTime: '2024-11-30T08:05:46Z',
  updatedBy: 'las:user:1',
};

operation('createOrganization', {
  sends: [
    {
      call: (ctx) =>
        createOrganization(ctx, {
          metadata: { team: 'x' },
          description: 'x',
          url: 'https://example.com/',
          useNewScopes: true,
        }),
      versions: ['2025-08-01'],
      method: 'POST',
      path: '/organizations',
      body: { metadata: { team: 'x' }, description: 'x', url: 'https://example.com/', useNewScopes: true },
    },
    { call: (ctx) => createOrganization(ctx), method: 'POST', path: '/organizations', body: {} },
    {
      call: (ctx) => createOrganization(ctx, { name: 'Cradl' }),
      method: 'POST',
      path: '/organizations',
      body: { name: 'Cradl' },
    },
    {
      call: (ctx) => createOrganization(ctx, { name: null }),
      method: 'POST',
      path: '/organizations',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'organizationId',
});

operation('getOrganization', {
  sends: [
    {
      call: (ctx) => getOrganization(ctx, 'las:organization:cradl-1'),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'GET',
      path: '/organizations/las%3Aorganization%3Acradl-1',
    },
    {
      call: (ctx) => getOrganization(ctx, 'las:organization:0123456789abcdef0123456789abcdef'),
      method: 'GET',
      path: '/organizations/las%3Aorganization%3A0123456789abcdef0123456789abcdef',
    },
  ],
  answers: [full, { ...least, planId: null, paymentMethodId: null, clientId: null, createdTime: null }],
  required: 'organizationId',
});

operation('listOrganizations', {
  sends: [
    { call: (ctx) => listOrganizations(ctx), method: 'GET', path: '/organizations' },
    {
      call: (ctx) => listOrganizations(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/organizations',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [{ organizations: [full, least], nextToken: 'more' }, { organizations: [least] }],
  required: 'organizations.0.organizationId',
});

operation('updateOrganization', {
  sends: [
    {
      call: (ctx) =>
        updateOrganization(ctx, 'las:organization:cradl-1', { metadata: { team: 'x' }, url: null }),
      versions: ['2025-08-01'],
      method: 'PATCH',
      path: '/organizations/las%3Aorganization%3Acradl-1',
      body: { metadata: { team: 'x' }, url: null },
    },
    {
      call: (ctx) => updateOrganization(ctx, 'las:organization:cradl-1', { name: null }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/organizations/las%3Aorganization%3Acradl-1',
      body: { name: null },
    },
    {
      call: (ctx) =>
        updateOrganization(ctx, 'las:organization:cradl-1', {
          name: 'Cradl',
          description: 'Of tests',
          paymentMethodId: 'las:payment-method:1f000000000000000000000000000000',
          planId: 'las:organization:cradl/las:plan:free:@latest',
        }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/organizations/las%3Aorganization%3Acradl-1',
      body: {
        name: 'Cradl',
        description: 'Of tests',
        paymentMethodId: 'las:payment-method:1f000000000000000000000000000000',
        planId: 'las:organization:cradl/las:plan:free:@latest',
      },
    },
    {
      call: (ctx) =>
        updateOrganization(ctx, 'las:organization:cradl-1', { description: null, paymentMethodId: null }),
      versions: ['2024-11-29', '2025-08-01'],
      method: 'PATCH',
      path: '/organizations/las%3Aorganization%3Acradl-1',
      body: { description: null, paymentMethodId: null },
    },
    {
      call: (ctx) =>
        updateOrganization(ctx, 'las:organization:0123456789abcdef0123456789abcdef', {
          name: 'A name: æøå',
          description: null,
        }),
      method: 'PATCH',
      path: '/organizations/las%3Aorganization%3A0123456789abcdef0123456789abcdef',
      body: { name: 'A name: æøå', description: null },
    },
  ],
  answers: [full, least],
  required: 'organizationId',
});
