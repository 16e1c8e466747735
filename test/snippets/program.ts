/** Makes a module of a snippet: one that can be imported, and says what the snippet's own names hold. */
import { transform } from 'esbuild';
import { ts } from 'ts-morph';
import { missingImports, namesOf } from './imports.js';
import type { Snippet } from './read.js';

const namesIn = (name: ts.BindingName): ReadonlyArray<string> =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));

const isAmbient = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true;

/** `given`: the names of what the program may use besides its imports. */
export async function moduleOf(
  { code, platform }: Pick<Snippet, 'code' | 'platform'>,
  given: ReadonlyArray<string>,
): Promise<string> {
  const { statements } = ts.createSourceFile('snippet.ts', code, ts.ScriptTarget.ES2022, true);
  const imports = statements.filter(ts.isImportDeclaration);
  const rest = statements.filter((one) => !ts.isImportDeclaration(one) && !isAmbient(one));
  const own = rest
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations.flatMap(({ name }) => namesIn(name)));
  const imported = namesOf(imports.map((one) => one.getText()).join('\n')).declared;
  const { used } = namesOf(code);
  const needed = given.filter((name) => used.has(name) && !own.includes(name) && !imported.has(name));
  const text = `
    ${missingImports(code, platform).join('\n')}
    ${imports.map((one) => one.getText()).join('\n')}
    export default async (given: any) => {
      const { ${needed.join(', ')} } = given;
      ${rest.map((one) => one.getText()).join('\n')}
      return { ${own.join(', ')} };
    };`;
  // Names that are imported and used as types alone are left out, as tsc does it.
  const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: false } };
  return (await transform(text, { loader: 'ts', target: 'es2022', tsconfigRaw })).code;
}

/** A snippet with ids and credentials that exist in place of those that it leaves to the reader. */
export const filledIn = (code: string, ids: Readonly<Record<string, string | null | undefined>>): string =>
  code
    .replaceAll(/client(Id|Secret): '…'/g, 'client$1')
    .replaceAll(
      /'(?:las|cradl):([a-z-]+):…'/g,
      (text, kind: string) => `'${ids[kind] ?? text.slice(1, -1)}'`,
    );

const why = (value: unknown) => (value as { readonly left?: { readonly _tag?: string } }).left?._tag;
const isLeft = (value: unknown) => (value as { readonly _tag?: unknown } | null | undefined)?._tag === 'Left';

/** What did not succeed of what the names of a snippet hold: results, and reports of many. */
export const failures = (names: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.entries(names).flatMap(([name, value]) => {
    const results: ReadonlyArray<unknown> = Array.isArray(value)
      ? value.map((each) => each?.result)
      : [value];
    return results.filter(isLeft).map((left) => `${name}: ${why(left) ?? 'refused'}`);
  });
