/** Adds the imports that a snippet leaves out: those of names that the packages export. */
import * as las from 'las-fp';
import * as extraction from 'las-fp/extraction';
import * as node from 'las-fp/node';
import * as reading from 'las-fp/reading';
import * as webhooks from 'las-fp/webhooks';
import * as emulator from 'las-fp-emulator';
import * as emulatorNode from 'las-fp-emulator/node';
import { ts } from 'ts-morph';

const packages = {
  'las-fp-emulator/node': emulatorNode,
  'las-fp-emulator': emulator,
  'las-fp/webhooks': webhooks,
  'las-fp/reading': reading,
  'las-fp/node': node,
  'las-fp/extraction': extraction,
  'las-fp': las,
};

/** The import of each name; what several packages export comes from `las-fp`. */
const known = new Map<string, string>([
  ['TE', "import * as TE from 'fp-ts/lib/TaskEither.js';"],
  ['E', "import * as E from 'fp-ts/lib/Either.js';"],
  ['t', "import * as t from 'io-ts';"],
  ['pipe', "import { pipe } from 'fp-ts/lib/function.js';"],
  ['isLeft', "import { isLeft } from 'fp-ts/lib/Either.js';"],
  ['writeFile', "import { writeFile } from 'node:fs/promises';"],
  ['readFile', "import { readFile } from 'node:fs/promises';"],
  ['ky', "import ky from 'ky';"],
  ...Object.entries(packages).flatMap(([from, names]) =>
    Object.keys(names)
      // These are not names of the package.
      .filter((name) => name !== 'default' && name !== 'module.exports')
      .map((name): [string, string] => [name, `import { ${name} } from '${from}';`]),
  ),
]);

/** The names that a program uses as values or types, and those that it declares. */
export function namesOf(code: string) {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isKey =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isPropertySignature(parent) && parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node);
      const isDeclared =
        ((ts.isVariableDeclaration(parent) ||
          ts.isParameter(parent) ||
          ts.isBindingElement(parent) ||
          ts.isFunctionDeclaration(parent) ||
          ts.isInterfaceDeclaration(parent) ||
          ts.isTypeAliasDeclaration(parent)) &&
          parent.name === node) ||
        ts.isImportSpecifier(parent) ||
        ts.isImportClause(parent) ||
        ts.isNamespaceImport(parent);
      if (isDeclared) declared.add(node.text);
      else if (!isKey) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true));
  return { used, declared };
}

/** The lines to put before a snippet. In a program for browsers `document` is the page, else one of the API's. */
export function missingImports(code: string, platform: string): ReadonlyArray<string> {
  const { used, declared } = namesOf(code);
  const given = (name: string) => {
    if (name === 'document' && platform !== 'browser')
      return "declare const document: import('las-fp').LasDocument;";
    if (name === 'request' && used.has('verifyWebhook')) return 'declare const request: Request;';
    return known.get(name);
  };
  return [...used]
    .filter((name) => !declared.has(name))
    .flatMap((name) => {
      const line = given(name);
      return line === undefined ? [] : [line];
    });
}
