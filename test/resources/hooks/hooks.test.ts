import {
  createHook,
  deleteHook,
  getHook,
  listHooks,
  updateHook,
} from '../../../src/resources/hooks/hooks.js';
import { operation } from '../../support/operation.js';

const least = {
  hookId: 'cradl:hook:1f000000000000000000000000000000',
  name: null,
  description: null,
  metadata: null,
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: null,
  updatedBy: null,
};

const full = {
  hookId: 'cradl:hook:1f000000000000000000000000000000',
  name: 'Invoices',
  description: 'Of suppliers',
  metadata: { team: 'x' },
  createdTime: '2025-08-01T14:06:00Z',
  createdBy: 'cradl:user:1',
  updatedTime: '2025-08-02T14:06:00Z',
  updatedBy: 'cradl:app-client:2',
  id: 'cradl:organization:me/cradl:hook:1f000000000000000000000000000000',
  trigger: 'Prediction is Created',
  config: {},
  enabled: true,
  functionId: 'cradl:organization:cradl/cradl:function:hook-evaluate-prediction',
  trueActionId: 'cradl:organization:me/cradl:action:1f000000000000000000000000000000',
  falseActionId: 'cradl:action:1f000000000000000000000000000000',
};

operation('createHook', {
  sends: [
    {
      call: (ctx) => createHook(ctx, { trigger: 'Document is Created' }),
      method: 'POST',
      path: '/hooks',
      body: { trigger: 'Document is Created' },
    },
    {
      call: (ctx) =>
        createHook(ctx, {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          config: {},
          enabled: false,
          functionId: 'cradl:function:mine',
          trigger: 'Prediction is Created',
          trueActionId: 'cradl:organization:me/cradl:action:1f000000000000000000000000000000',
          falseActionId: 'cradl:action:1f000000000000000000000000000000',
        }),
      method: 'POST',
      path: '/hooks',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        config: {},
        enabled: false,
        functionId: 'cradl:function:mine',
        trigger: 'Prediction is Created',
        trueActionId: 'cradl:organization:me/cradl:action:1f000000000000000000000000000000',
        falseActionId: 'cradl:action:1f000000000000000000000000000000',
      },
    },
  ],
  answers: [full, least],
  required: 'hookId',
});

operation('getHook', {
  sends: [
    {
      call: (ctx) => getHook(ctx, 'cradl:hook:1f000000000000000000000000000000'),
      method: 'GET',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'hookId',
});

operation('listHooks', {
  sends: [
    { call: (ctx) => listHooks(ctx), method: 'GET', path: '/hooks' },
    {
      call: (ctx) => listHooks(ctx, { maxResults: 5, nextToken: 'a token/+=&' }),
      method: 'GET',
      path: '/hooks',
      query: [
        ['maxResults', '5'],
        ['nextToken', 'a token/+=&'],
      ],
    },
  ],
  answers: [
    { hooks: [full, least], nextToken: 'more' },
    { hooks: [least], nextToken: null },
  ],
  required: 'hooks.0.hookId',
});

operation('updateHook', {
  sends: [
    {
      call: (ctx) =>
        updateHook(ctx, 'cradl:hook:1f000000000000000000000000000000', {
          name: 'Invoices',
          description: 'Of suppliers',
          metadata: { team: 'x' },
          config: {},
          enabled: true,
          functionId: 'cradl:function:mine',
          trigger: 'ActionRun has Completed',
          trueActionId: 'cradl:action:1f000000000000000000000000000000',
          falseActionId: 'cradl:action:1f000000000000000000000000000000',
        }),
      method: 'PATCH',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000',
      body: {
        name: 'Invoices',
        description: 'Of suppliers',
        metadata: { team: 'x' },
        config: {},
        enabled: true,
        functionId: 'cradl:function:mine',
        trigger: 'ActionRun has Completed',
        trueActionId: 'cradl:action:1f000000000000000000000000000000',
        falseActionId: 'cradl:action:1f000000000000000000000000000000',
      },
    },
    {
      call: (ctx) => updateHook(ctx, 'cradl:hook:1f000000000000000000000000000000', { name: null }),
      method: 'PATCH',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000',
      body: { name: null },
    },
  ],
  answers: [full, least],
  required: 'hookId',
});

operation('deleteHook', {
  sends: [
    {
      call: (ctx) => deleteHook(ctx, 'cradl:hook:1f000000000000000000000000000000'),
      method: 'DELETE',
      path: '/hooks/cradl%3Ahook%3A1f000000000000000000000000000000',
    },
  ],
  answers: [full, least],
  required: 'hookId',
});
