/** Adding an endpoint as CONTRIBUTING says it, in a copy of the repository. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { documentsFolder, type OperationRow, root } from '../support/contract.js';

const copy = mkdtempSync(join(tmpdir(), 'las-fp-endpoint-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));

// What is installed, built or measured is no part of a checkout.
const left = [
  'node_modules',
  '.git',
  'dist',
  'build',
  'coverage',
  'screenshots',
  'emulator/dist',
  'docs/node_modules',
  'tools/ky2/node_modules',
];
cpSync(root, copy, { recursive: true, filter: (file) => !left.includes(relative(root, file)) });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** Runs a command in the copy; gives its exit code and what it wrote. */
async function run(command: string, ...args: ReadonlyArray<string>) {
  const env = { ...process.env, LAS_API_DOCUMENTS: documentsFolder };
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { cwd: copy, env });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { readonly [key: string]: unknown };
    return { code, text: `${stdout}${stderr}` };
  }
}

const read = (file: string) => readFileSync(join(copy, file), 'utf8');
const byHand = new Set<string>();

/** Changes a file as a contributor does. */
function edit(file: string, from: string, to: string): void {
  const text = read(file);
  assert.ok(text.includes(from), `${file} has no ${from}: ${text}`);
  writeFileSync(join(copy, file), text.replace(from, to));
  byHand.add(file);
}

const endpoint = suite('adding an endpoint');

endpoint(
  'npm run new adds the row, the kind of id and skeletons that are as the formatter wants them',
  async () => {
    const made = await run('npm', 'run', '-s', 'new', '--', 'getInvoice', 'GET', '/invoices/{invoiceId}');
    assert.is(made.code, 0, made.text);
    const rows: ReadonlyArray<OperationRow> = JSON.parse(read('contract/operations.json'));
    assert.equal(
      rows.find(({ fn }) => fn === 'getInvoice'),
      {
        fn: 'getInvoice',
        module: 'invoices',
        method: 'GET',
        path: '/invoices/{invoiceId}',
        versions: [],
        references: [],
        emulated: false,
      },
    );
    assert.match(read('contract/ids.json'), '"type": "InvoiceId", "kind": "invoice"');
    assert.match(read('src/everything.ts'), "export * from './resources/invoices.js';");
  },
);

endpoint('is filled in by hand, in four files at most', async () => {
  const source = 'src/resources/invoices.ts';
  edit(
    source,
    'readonly invoiceId: InvoiceId;',
    `readonly invoiceId: InvoiceId;
  /** In the currency of the invoice. */
  readonly total?: string | null | undefined;`,
  );
  edit(
    source,
    `struct<Invoice>('Invoice', () => ({
  invoiceId: InvoiceId,
}));`,
    `struct<Invoice>(
  'Invoice',
  () => ({ invoiceId: InvoiceId }),
  () => ({ total: str }),
);`,
  );
  edit(source, 'import { type Struct, struct }', 'import { type Struct, str, struct }');
  edit('test/resources/invoices.test.ts', '{ ...least }', `{ ...least, total: '54.50' }`);
  assert.ok(byHand.size <= 4, [...byHand].join(', '));
});

endpoint('makes what npm run sync would write stale, and npm run check says so', async () => {
  const ledger = read('api.md');
  writeFileSync(join(copy, 'api.md'), ledger.replaceAll('getInvoice', 'fetchInvoice'));
  const stale = await run('npm', 'run', '-s', 'check');
  assert.is.not(stale.code, 0);
  assert.match(stale.text, 'api.md is not what the table and the sources say: run npm run sync.');
  assert.match(stale.text, /^ {2}\+ .*getInvoice/m);
  assert.match(stale.text, /^ {2}- .*fetchInvoice/m);

  const written = await run('npm', 'run', '-s', 'sync');
  assert.is(written.text, 'api.md written\n');
  assert.is(read('api.md'), ledger);
});

endpoint('passes npm run check', async () => {
  const checked = await run('npm', 'run', '-s', 'check');
  assert.is(checked.code, 0, checked.text);
});

endpoint('passes its own test, those of the table, conformance and the exports of the package', async () => {
  const files = [
    'resources/invoices',
    'conformance/',
    'contract.test',
    'api.test',
    'ids.test',
    'package/exports',
  ];
  const tested = await run(process.execPath, '--import', 'tsx', 'test/run.mjs', ...files);
  assert.is(tested.code, 0, tested.text);
  assert.match(tested.text, /^ok +test\/resources\/invoices\.test\.ts \([1-9]/m);
  assert.match(tested.text, /^ok +test\/package\/exports\.test\.ts \([1-9]/m);
});

endpoint.run();
