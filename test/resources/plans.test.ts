import { getPlan, listPlans } from '../../src/resources/plans.js';
import { operation } from '../support/operation.js';

const least = {
  planId: 'las:plan:free',
  available: true,
  currency: 'NOK',
  latest: 1,
  name: null,
  organizationId: null,
};

const full = {
  planId: 'las:plan:team:3',
  available: false,
  currency: 'EUR',
  latest: 4,
  name: 'Team',
  organizationId: 'las:organization:cradl',
  description: 'For a team',
  activeModels: { price: 10 },
  fieldPredictions: { tiers: [{ from: 0, price: 0.1 }] },
  flows: {},
  gpuHours: { price: 2.5 },
  license: { price: 99 },
  modelDeploymentUnits: null,
  pagePredictions: { price: 0.2 },
  productionWorkflowMinutes: { price: 0.01 },
  userMinutes: { price: 0.02 },
  users: { included: 5 },
};

operation('getPlan', {
  sends: [
    {
      call: (ctx) => getPlan(ctx, 'las:plan:team:3'),
      method: 'GET',
      path: '/plans/las%3Aplan%3Ateam%3A3',
    },
    {
      call: (ctx) => getPlan(ctx, 'las:organization:cradl/las:plan:team:@latest'),
      versions: [],
      method: 'GET',
      path: '/plans/las%3Aorganization%3Acradl%2Flas%3Aplan%3Ateam%3A%40latest',
    },
  ],
  answers: [full, least],
  words: ['currency'],
  required: 'planId',
});

operation('listPlans', {
  sends: [
    { call: (ctx) => listPlans(ctx), method: 'GET', path: '/plans' },
    {
      call: (ctx) =>
        listPlans(ctx, { owner: 'las:organization:cradl', maxResults: 2, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/plans',
      query: [
        ['owner', 'las:organization:cradl'],
        ['maxResults', '2'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) =>
        listPlans(ctx, {
          owner: [
            'las:organization:a0000000000000000000000000000000',
            'las:organization:b0000000000000000000000000000000',
          ],
        }),
      method: 'GET',
      path: '/plans',
      query: [
        ['owner', 'las:organization:a0000000000000000000000000000000'],
        ['owner', 'las:organization:b0000000000000000000000000000000'],
      ],
    },
  ],
  answers: [{ plans: [full, least], nextToken: 'more' }, { plans: [least] }],
  words: ['plans.0.currency'],
  required: 'plans.0.planId',
});
