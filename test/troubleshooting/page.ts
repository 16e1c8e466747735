/** The symptoms that docs/troubleshooting.md lists, and the tests that provoke them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/** A symptom: the first cell of a row, or the heading of a section without a table. */
export interface Symptom {
  readonly section: string;
  readonly text: string;
  /** What it quotes, `…` for the part that differs. */
  readonly quotes: ReadonlyArray<string>;
}

/**
 * What shows a symptom. `texts` are what a user sees: each must have one of the quotes in it, and each quote must be in one.
 * `remedy` does what the page advises, and throws where that does not help.
 */
export interface Provocation {
  readonly texts: () => Promise<ReadonlyArray<string>>;
  readonly remedy?: () => Promise<unknown>;
}

/** Provocations by how the text of their symptom begins; a text in place of one says where the symptom was tried. */
export type Provocations = Readonly<Record<string, Provocation | string>>;

/** The pieces of code in a piece of Markdown. */
const codeIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , code = '']) => code);

/** The first cell of a row. */
const firstCell = (row: string) =>
  row.replaceAll('\\|', '\0').split('|')[1]?.replaceAll('\0', '|').trim() ?? '';

/** The symptoms of a page. */
export const symptomsOf = (page: string): ReadonlyArray<Symptom> =>
  page
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [section = '', ...lines] = part.split('\n');
      // The first two rows are the names of the columns and the line below them.
      const cells = lines
        .filter((line) => line.startsWith('| '))
        .slice(2)
        .map(firstCell);
      return (cells.length > 0 ? cells : [section]).map((text) => ({
        section,
        text: text.replaceAll('`', ''),
        quotes: codeIn(text),
      }));
    });

/** Whether a text has a quote in it. */
export function has(text: string, quote: string): boolean {
  const parts = quote.split('…').map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
  return new RegExp(parts.join('[^]*?')).test(text);
}

const page = readFileSync(fileURLToPath(new URL('../../docs/troubleshooting.md', import.meta.url)), 'utf8');

/** The sections whose symptoms need the packed package. */
const needPackage = ['Installation and types', 'Bundles and tests'];

/** A suite that provokes each symptom of the sections that need the packed package, or of all others. */
export function provoking(packed: boolean, provocations: Provocations) {
  const troubleshooting = suite('troubleshooting');
  const all = symptomsOf(page);
  const symptoms = all.filter(({ section }) => needPackage.includes(section) === packed);
  const found = symptoms.map(({ text }) =>
    Object.keys(provocations).filter((begin) => text.startsWith(begin)),
  );

  troubleshooting('each symptom has one provocation, and each provocation a symptom', () => {
    for (const [i, begins] of found.entries()) assert.is(begins.length, 1, symptoms[i]?.text);
    assert.equal(found.flat().sort(), Object.keys(provocations).sort());
    for (const section of needPackage) assert.ok(all.some((symptom) => symptom.section === section));
  });

  for (const [i, { text, quotes }] of symptoms.entries()) {
    const provocation = provocations[found[i]?.[0] ?? ''];
    if (provocation === undefined || typeof provocation === 'string') continue;
    troubleshooting(text, async () => {
      const texts = await provocation.texts();
      for (const one of texts) {
        assert.ok(quotes.length === 0 || quotes.some((quote) => has(one, quote)), `not quoted: ${one}`);
      }
      for (const quote of quotes) {
        assert.ok(
          texts.some((one) => has(one, quote)),
          `nobody says ${quote}, but: ${texts.join('\n')}`,
        );
      }
      await provocation.remedy?.();
    });
  }
  return troubleshooting;
}
