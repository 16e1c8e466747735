/** A page for the manual steps of workflows, which the site that it is part of gives a token. */
import createClient from 'openapi-fetch';

import type { Paths } from './paths.js';

const headers = { authorization: 'Bearer token' };
const las = createClient<Paths>({ baseUrl: 'https://api.lucidtech.ai/v1', headers });

/** What there is to do. */
async function overview() {
  console.log(await las.GET('/workflows'));
  const listed = await las.GET('/transitions', { params: { query: { transitionType: 'manual' } } });
  if (listed.error) return console.log(listed.error);
  for (const { transitionId, name } of listed.data.transitions) {
    const params = { path: { transitionId }, query: { status: 'running' } };
    console.log(name, await las.GET('/transitions/{transitionId}/executions', { params }));
    const button = document.body.appendChild(document.createElement('button'));
    button.onclick = async () => console.log(await work(transitionId));
  }
}

/** Begins with a step, and keeps it until the person has decided. */
async function work(transitionId: string) {
  const begun = await las.POST('/transitions/{transitionId}/executions', {
    params: { path: { transitionId } },
    body: {},
  });
  if (begun.error) return begun.error;
  const params = { path: { transitionId, executionId: begun.data.executionId } };
  const beating = setInterval(
    () =>
      las.POST('/transitions/{transitionId}/executions/{executionId}/heartbeats', {
        params,
        body: {},
      }),
    20_000,
  );
  try {
    const execution = await las.GET('/transitions/{transitionId}/executions/{executionId}', { params });
    if (execution.error) return execution.error;
    const { documentId } = execution.data.input;
    const found = await las.GET('/documents/{documentId}', { params: { path: { documentId } } });
    if (found.error) return found.error;
    const content = await fetch(found.data.fileUrl, { headers });
    if (!content.ok) return content.status;
    open(URL.createObjectURL(await content.blob()));
    const accepted = confirm(JSON.stringify(found.data.groundTruth));
    return await las.PATCH('/transitions/{transitionId}/executions/{executionId}', {
      params,
      body: accepted
        ? { status: 'succeeded', output: { documentId } }
        : { status: 'rejected', error: { message: 'refused by the operator' } },
    });
  } finally {
    clearInterval(beating);
  }
}

overview();
