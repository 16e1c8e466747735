import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { clock, tester } from './support.js';

const test = suite('emulator: other resources');

test('data bundles and trainings go on with time, and make a model ready', async () => {
  const time = clock();
  const { ok, call } = await tester({ clock: time, asyncDelay: 100 });
  const { modelId, status } = await ok('POST', '/models', { fieldConfig: { a: { type: 'date' } } });
  assert.is(status, 'inactive');
  const { datasetId } = await ok('POST', '/datasets', {});
  const bundle = await ok('POST', `/models/${modelId}/dataBundles`, { datasetIds: [datasetId] });
  assert.is(bundle.status, 'running');
  assert.is(bundle.datasets[0].datasetId, datasetId);
  const path = `/models/${modelId}/trainings`;
  const training = await ok('POST', path, { dataBundleIds: [bundle.dataBundleId] });
  assert.is(training.status, 'pending');
  assert.is((await ok('GET', `/models/${modelId}`)).numberOfRunningTrainings, 1);
  time.advance(100);
  assert.is((await ok('GET', `${path}/${training.trainingId}`)).status, 'running');
  assert.is((await ok('GET', `/models/${modelId}/dataBundles/${bundle.dataBundleId}`)).status, 'succeeded');
  const early = await call('PATCH', `/models/${modelId}`, { trainingId: training.trainingId });
  assert.is(early.status, 400);
  time.advance(100);
  assert.is((await ok('GET', `${path}?status=succeeded`)).trainings.length, 1);
  const ready = await ok('PATCH', `/models/${modelId}`, { trainingId: training.trainingId });
  assert.is(ready.status, 'active');
  assert.is(ready.numberOfDataBundles, 1);
  assert.is((await call('PATCH', `${path}/${training.trainingId}`, { status: 'cancelled' })).status, 400);

  const second = await ok('POST', path, {});
  assert.is((await ok('PATCH', `${path}/${second.trainingId}`, { status: 'cancelled' })).status, 'cancelled');
  time.advance(1000);
  assert.is((await ok('GET', `${path}/${second.trainingId}`)).status, 'cancelled');

  const third = await ok('POST', path, {});
  time.advance(200);
  assert.is((await ok('GET', `${path}/${third.trainingId}`)).status, 'succeeded');

  const other = '/models/las:model:invoice/trainings';
  assert.is((await call('GET', `${other}/${second.trainingId}`)).status, 404);
  assert.equal((await ok('GET', other)).trainings, []);
  await ok('DELETE', `/models/${modelId}`);
  assert.is((await call('GET', path)).status, 404);
});

test('a transformation removes duplicates', async () => {
  const time = clock();
  const { ok } = await tester({ clock: time });
  const { datasetId } = await ok('POST', '/datasets', {});
  for (const content of ['YWE=', 'YWE=', 'YWI=']) {
    await ok('POST', '/documents', { datasetId, content, contentType: 'image/png' });
  }
  const path = `/datasets/${datasetId}/transformations`;
  const { status } = await ok('POST', path, { operations: [{ type: 'remove-duplicates' }] });
  assert.is(status, 'running');
  time.advance(20);
  assert.is((await ok('GET', path)).transformations[0].status, 'succeeded');
  assert.is((await ok('GET', `/datasets/${datasetId}`)).numberOfDocuments, 2);
});

test('secrets never tell their data', async () => {
  const { ok } = await tester();
  const made = await ok('POST', '/secrets', { name: 'a', data: { password: 'hunter2' } });
  const changed = await ok('PATCH', `/secrets/${made.secretId}`, { data: { password: 'hunter3' } });
  const list = await ok('GET', '/secrets');
  for (const answer of [made, changed, list]) assert.not.match(JSON.stringify(answer), /hunter|"data"/);
  assert.is(list.secrets[0].name, 'a');
});

test('assets: content with the asset, not with the list', async () => {
  const { ok } = await tester();
  const { assetId } = await ok('POST', '/assets', { content: 'YWJj' });
  assert.is((await ok('GET', `/assets/${assetId}`)).content, 'YWJj');
  await ok('PATCH', `/assets/${assetId}`, { content: 'ZGVm', name: 'new' });
  const got = await ok('GET', `/assets/${assetId}`);
  assert.is(got.content, 'ZGVm');
  assert.is(got.name, 'new');
  assert.is((await ok('GET', '/assets')).assets[0].content, undefined);
});

test('users have profiles', async () => {
  const { ok, call } = await tester();
  const user = await ok('POST', '/users', { email: 'a@example.com', roleIds: ['las:role:viewer'] });
  assert.is(user.email, undefined);
  const path = `/profiles/${user.profileId}`;
  assert.is((await ok('GET', path)).email, 'a@example.com');
  await ok('PATCH', path, { givenName: 'Ada', familyName: 'Lovelace', locale: 'en' });
  const profile = await ok('GET', path);
  assert.is(profile.name, 'Ada Lovelace');
  assert.is((await call('PATCH', `/users/${user.userId}`, { roleIds: ['las:role:none'] })).status, 404);
  assert.equal((await ok('PATCH', `/users/${user.userId}`, { roleIds: ['las:role:admin'] })).roleIds, [
    'las:role:admin',
  ]);
  const old = await ok('POST', '/users', { email: 'b@example.com', name: 'B', avatar: null });
  assert.is(old.name, 'B');
});

test('an organization counts', async () => {
  const { ok, emulator } = await tester();
  const path = `/organizations/${emulator.organizationId}`;
  const before = await ok('GET', path);
  assert.is(before.monthlyNumberOfDocumentsCreated, 0);
  const { documentId } = await ok('POST', '/documents', {});
  await ok('DELETE', `/documents/${documentId}`);
  await ok('POST', '/datasets', {});
  const after = await ok('GET', path);
  assert.is(after.monthlyNumberOfDocumentsCreated, 1);
  assert.is(after.numberOfDatasetsCreated, 1);
  const method = await ok('POST', '/paymentMethods', { name: 'card' });
  const { paymentMethodId, stripeSetupIntentSecret } = method;
  await ok('PATCH', `/paymentMethods/${paymentMethodId}`, { stripeSetupIntentSecret });
  const changed = await ok('PATCH', path, { paymentMethodId, planId: 'las:plan:pro', name: 'We' });
  assert.is(changed.planId, 'las:plan:pro');
  assert.is(changed.name, 'We');
});

test('models take the keys of 2021', async () => {
  const { ok } = await tester();
  const fieldConfig = { a: { type: 'alphanumext', maxLength: 10 } };
  const preprocessConfig = { autoRotate: true, imageQuality: 'LOW', maxPages: 1 };
  const made = await ok('POST', '/models', { width: 300, height: 400, fieldConfig, preprocessConfig });
  assert.is(made.width, 300);
  assert.equal(made.preprocessConfig, preprocessConfig);
  assert.is((await ok('PATCH', `/models/${made.modelId}`, { status: 'training' })).status, 'training');
});

test.run();
