/** The page that shows what is in an emulator: resources, runs, executions and the journal, live. */
import type { JournalRequest } from './journal.js';
import { timestamp } from './store/clock.js';
import { fieldsOf } from './store/entries.js';
import type { State } from './store/state.js';

/** How many of each kind are shown. */
const shown = 20;

/** Kinds in the order in which people look for them. */
const order = [
  'document',
  'prediction',
  'agent-run',
  'validation-task',
  'workflow-execution',
  'transition-execution',
  'action-run',
  'hook-run',
];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function rowsOf(state: State, kind: string) {
  const entries = [...(state.tables.get(kind)?.values() ?? [])];
  return entries
    .slice(-shown)
    .reverse()
    .map((entry) => {
      const fields = fieldsOf(entry);
      return {
        id: entry.id,
        name: text(fields['name']),
        status: text(fields['status']),
        time: text(fields['createdTime'] ?? fields['startTime']),
      };
    });
}

/** What is in an emulator now, without contents and secrets. */
export function overview(states: ReadonlyArray<State>, requests: ReadonlyArray<JournalRequest>): Response {
  const organizations = states.map((state) => {
    const kinds = [...state.tables.keys()].filter((kind) => (state.tables.get(kind)?.size ?? 0) > 0);
    const rank = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
    kinds.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
    return {
      organizationId: state.organizationId,
      kinds: kinds.map((kind) => ({
        kind,
        count: state.tables.get(kind)?.size ?? 0,
        latest: rowsOf(state, kind),
      })),
    };
  });
  const journal = requests
    .slice(-100)
    .reverse()
    .map(({ method, path, status, time, milliseconds }) => ({ method, path, status, time, milliseconds }));
  // One clock for all of them.
  const time = states[0] && timestamp(states[0]);
  return Response.json({ time, organizations, journal }, { headers: { 'cache-control': 'no-store' } });
}

const style = `
:root { color-scheme: light dark; --line: #d8d8d2; --soft: #5a6274; --ok: #14532d; --bad: #9a2b12; font: 15px/1.5 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --line: #343a46; --soft: #a3abba; --ok: #a5e0ba; --bad: #f6b5a2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 4rem; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem; align-items: baseline; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; color: var(--soft); overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; padding: .25rem 0; }
summary:focus-visible { outline: 3px solid #5b8def; outline-offset: 2px; }
.scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
th { color: var(--soft); font-weight: 550; } code { font: .85rem ui-monospace, monospace; } td.wide { white-space: normal; overflow-wrap: anywhere; }
.good { color: var(--ok); } .bad { color: var(--bad); font-weight: 600; }`;

const script = `
const make = (tag, properties = {}, ...children) => { const made = Object.assign(document.createElement(tag), properties); made.append(...children); return made; };
const clock = (time) => time ? time.slice(0, 19).replace('T', ' ') : '';
const table = (caption, heads, rows) => make('div', { className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: caption }, make('table', {}, make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' }, head)))), make('tbody', {}, ...rows)));
const tone = (status) => /failed|error|^[45]|^0$/.test(String(status)) ? 'bad' : /succeeded|exported|completed|^2/.test(String(status)) ? 'good' : '';
let open = new Set(['document', 'agent-run', 'workflow-execution']);
let before = '';
async function draw() {
  const answer = await fetch('/emulator/overview').catch(() => undefined);
  document.getElementById('state').textContent = answer?.ok ? '' : 'The emulator does not answer.';
  if (!answer?.ok) return;
  const { time, ...rest } = await answer.json();
  document.getElementById('clock').textContent = 'Clock ' + clock(time);
  const same = JSON.stringify(rest) === before;
  if (same) return;
  before = JSON.stringify(rest);
  const { organizations, journal } = rest;
  const places = organizations.map(({ organizationId, kinds }) => make('section', {},
    make('h2', {}, 'Resources'),
    make('p', {}, organizationId),
    ...kinds.map(({ kind, count, latest }) => {
      const rows = latest.map(({ id, name, status, time }) => make('tr', {}, make('td', {}, make('code', {}, id)), make('td', { className: 'wide' }, name), make('td', { className: tone(status) }, status), make('td', {}, clock(time))));
      const part = make('details', { open: open.has(kind) }, make('summary', {}, kind.replaceAll('-', ' ') + ', ' + count), table(kind, ['Id', 'Name', 'Status', 'Since'], rows));
      part.addEventListener('toggle', () => part.open ? open.add(kind) : open.delete(kind));
      return part;
    })));
  const rows = journal.map(({ method, path, status, time, milliseconds }) => make('tr', {}, make('td', {}, clock(time)), make('td', {}, method), make('td', { className: 'wide' }, make('code', {}, path)), make('td', { className: tone(status) }, String(status || 'no answer')), make('td', {}, milliseconds + ' ms')));
  document.getElementById('places').replaceChildren(...places);
  document.getElementById('journal').replaceChildren(rows.length ? table('Requests', ['Time', 'Method', 'Path', 'Status', 'Took'], rows) : make('p', {}, 'No request has come yet.'));
}
draw(); setInterval(draw, 2000);`;

async function digest(content: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content)));
  return `'sha256-${btoa(String.fromCharCode(...bytes))}'`;
}

/** The page itself. */
export async function page(): Promise<Response> {
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Emulator</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<header><h1>Emulator</h1><p id="clock"></p><p id="state" role="status"></p></header>
<main>
<div id="places"></div>
<h2>Requests</h2>
<div id="journal"><p>Looking …</p></div>
<noscript><p>This page needs JavaScript.</p></noscript>
</main>
<script type="module">${script}</script>
</html>
`;
  const policy = [
    "default-src 'none'",
    `script-src ${await digest(script)}`,
    `style-src ${await digest(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
    },
  });
}
