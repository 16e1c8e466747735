/**
 * Goes through the page of `examples/browser` as a person does; a part begins where the one before it ended. Prints a
 * line for each check and leaves pictures in `screenshots/`. Run the build before it.
 */
import assert from 'node:assert/strict';

import { bundle } from './bundle.mjs';
import { createChecks } from './checks.mjs';
import { failures } from './failures.mjs';
import { files } from './files.mjs';
import { layout } from './layout.mjs';
import { login } from './login.mjs';
import { reading } from './reading.mjs';
import { review } from './review.mjs';
import { saving } from './saving.mjs';
import { sessions } from './sessions.mjs';
import { openStage } from './stage.mjs';

const parts = [login, reading, files, failures, review, saving, layout, sessions, bundle];

// Before the stage, so that the time to open it counts.
const { check, end } = createChecks({
  seconds: 480,
  onFailure: (count) => stage.picture(`failed-${count}`).catch(() => {}),
});
const stage = await openStage();

for (const part of parts) {
  for (const [name, run] of Object.entries(part(stage))) await check(name, run);
}

await check('the browser has nothing to complain of', () => assert.deepEqual(stage.complaints, []));

await stage.end();
process.exit(end());
