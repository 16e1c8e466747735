/** What answers have in the version of the API that an account is of. */
import type { Fields } from '../json.js';
import type { State } from '../store/state.js';

/** What came in 2025, by the kind of resource, with what it is where nobody gave it. */
const since2025: Readonly<Record<string, Fields>> = {
  'app-client': { metadata: null },
  asset: { metadata: null },
  'dataset-transformation': { name: null, description: null, metadata: null },
  document: { agentRunId: null },
  log: { resourceId: null },
  'model-data-bundle': { metadata: null },
  organization: { createdBy: null, metadata: null, url: null },
  'payment-method': { metadata: null },
  prediction: {
    ...{ name: null, description: null, metadata: null, agentRunId: null },
    ...{ updatedBy: null, updatedTime: null },
  },
  profile: { pictureUrl: null },
  role: { metadata: null },
  secret: { metadata: null },
  transition: { metadata: null },
  user: { name: null, description: null },
};

/** What went in 2025. */
const until2025: Readonly<Record<string, ReadonlyArray<string>>> = {
  log: ['transitionId', 'transitionExecutionId'],
  profile: ['picture'],
  user: ['avatar'],
};

/** Sent by clients of 2021, whose answers have it. */
const older: Readonly<Record<string, ReadonlyArray<string>>> = { user: ['name'] };

/** A resource as an account of its version gets it: those with `cradl:` ids are of 2025. */
export function sent(state: State, kind: string, fields: Fields): Fields {
  if ((state.options.ids ?? 'cradl') === 'cradl') {
    return without({ ...since2025[kind], ...fields }, until2025[kind] ?? []);
  }
  const newer = Object.keys(since2025[kind] ?? {}).filter((key) => older[kind]?.includes(key) !== true);
  return without(fields, newer);
}

/** A page of a list without the filters that its version does not send back. */
export function page(state: State, kind: string, answer: Fields): Fields {
  return (state.options.ids ?? 'cradl') === 'cradl' ? without(answer, until2025[kind] ?? []) : answer;
}

function without(fields: Fields, keys: ReadonlyArray<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}
