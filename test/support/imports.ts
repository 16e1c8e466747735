/** Reads what modules import from one another. */
import { join } from 'node:path';

/** An import or a re-export of a module. */
export interface Import {
  readonly from: string;
  /** `import type` or `export type`. */
  readonly typeOnly: boolean;
}

/** What a module imports and exports again. */
export const importsOf = (source: string): ReadonlyArray<Import> => {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [
    ...[...code.matchAll(/^(?:import|export)\s+(type\s+)?(?:[\w*\s{},$]+?\sfrom\s+)?'([^']+)'/gm)].map(
      (found) => ({
        from: found[2] ?? '',
        typeOnly: found[1] !== undefined,
      }),
    ),
    ...[...code.matchAll(/\b(?:import|require)\(\s*['"`]([^'"`]+)/g)].map((found) => ({
      from: found[1] ?? '',
      typeOnly: false,
    })),
  ];
};

/** A module's path from the folder of the sources, without its ending. */
export const target = (file: string, from: string) =>
  from.startsWith('.') ? join(file, '..', from).replaceAll('\\', '/').replace(/\.js$/, '') : undefined;

/** The circles that imports make, types included: each as its files, from one of them to itself. */
export function circles(files: ReadonlyMap<string, string>): ReadonlyArray<string> {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: ReadonlyArray<string>): void => {
    const at = way.indexOf(file);
    if (at >= 0) found.push([...way.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const { from } of importsOf(files.get(file) ?? '')) {
      const to = target(file, from);
      if (to !== undefined && files.has(`${to}.ts`)) visit(`${to}.ts`, [...way, file]);
    }
    done.add(file);
  };
  for (const file of files.keys()) visit(file, []);
  return found.map((circle) => `imports in a circle: ${circle}`);
}
