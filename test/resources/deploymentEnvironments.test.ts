import {
  getDeploymentEnvironment,
  listDeploymentEnvironments,
} from '../../src/resources/deploymentEnvironments.js';
import { operation } from '../support/operation.js';

const least = {
  deploymentEnvironmentId: 'las:deployment-environment:1f0c',
  organizationId: null,
  status: 'unavailable',
  modelDeploymentUnits: 0,
  name: null,
  description: null,
};

const full = {
  deploymentEnvironmentId: 'las:deployment-environment:1f0c:@latest',
  organizationId: 'las:organization:other',
  status: 'available',
  modelDeploymentUnits: 4,
  name: 'Shared',
  description: 'For everyone',
};

operation('getDeploymentEnvironment', {
  sends: [
    {
      call: (ctx) => getDeploymentEnvironment(ctx, 'las:deployment-environment:1f0c'),
      method: 'GET',
      path: '/deploymentEnvironments/las%3Adeployment-environment%3A1f0c',
    },
    {
      call: (ctx) => getDeploymentEnvironment(ctx, 'las:organization:other/las:deployment-environment:1f0c'),
      versions: [],
      method: 'GET',
      path: '/deploymentEnvironments/las%3Aorganization%3Aother%2Flas%3Adeployment-environment%3A1f0c',
    },
  ],
  answers: [full, least],
  words: ['status'],
  required: 'deploymentEnvironmentId',
});

operation('listDeploymentEnvironments', {
  sends: [
    { call: (ctx) => listDeploymentEnvironments(ctx), method: 'GET', path: '/deploymentEnvironments' },
    {
      call: (ctx) =>
        listDeploymentEnvironments(ctx, {
          owner: [
            'las:organization:a0000000000000000000000000000000',
            'las:organization:b0000000000000000000000000000000',
          ],
          maxResults: 5,
          nextToken: 'a token/+=&',
        }),
      method: 'GET',
      path: '/deploymentEnvironments',
      query: [
        ['owner', 'las:organization:a0000000000000000000000000000000'],
        ['owner', 'las:organization:b0000000000000000000000000000000'],
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
    {
      call: (ctx) =>
        listDeploymentEnvironments(ctx, { owner: 'las:organization:a0000000000000000000000000000000' }),
      method: 'GET',
      path: '/deploymentEnvironments',
      query: [['owner', 'las:organization:a0000000000000000000000000000000']],
    },
  ],
  answers: [
    { deploymentEnvironments: [full, least], nextToken: 'more' },
    { deploymentEnvironments: [least] },
  ],
  words: ['deploymentEnvironments.0.status'],
  required: 'deploymentEnvironments.0.deploymentEnvironmentId',
});
