/** Says what is wrong with a definition, or not supported, before it runs. */
import {
  anything,
  backoff,
  type Check,
  errorNames,
  handlers,
  integer,
  isTrue,
  list,
  name,
  orNull,
  Place,
  type Problem,
  path,
  pathOrCall,
  record,
  resource,
  rule,
  string,
  template,
  timestamp,
  word,
} from './checks.js';
import { field, isObject, type JsonObject } from './json.js';

export type { Problem } from './checks.js';

const common = {
  Comment: string,
  QueryLanguage: word('be JSONPath; JSONata is not supported', 'JSONPath'),
};
const inOut = { InputPath: orNull(path(false)), OutputPath: orNull(path(false)) };
const flow = { Next: name, End: isTrue };
const resultPath = orNull(path(true, true));

const retrier = record(
  'an entry of Retry',
  {
    Comment: string,
    ErrorEquals: errorNames,
    IntervalSeconds: integer(1),
    MaxAttempts: integer(0),
    MaxDelaySeconds: integer(1),
    BackoffRate: backoff,
    JitterStrategy: word('be FULL or NONE', 'FULL', 'NONE'),
  },
  [['ErrorEquals']],
);

const catcher = record(
  'an entry of Catch',
  { Comment: string, ErrorEquals: errorNames, Next: name, ResultPath: resultPath },
  [['ErrorEquals'], ['Next']],
);

const work = {
  Parameters: template,
  ResultSelector: template,
  ResultPath: resultPath,
  Retry: handlers(retrier),
  Catch: handlers(catcher),
};

/** Fields that may stand in the state, or be referred to by a field with `Path`. */
function eitherWay(names: ReadonlyArray<string>, check: Check, at: Check): Record<string, Check> {
  return Object.fromEntries(names.flatMap((key) => [[key, check] as const, [`${key}Path`, at] as const]));
}

const pairs = (...names: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> =>
  names.map((key) => [key, `${key}Path`]);

const timeouts = ['TimeoutSeconds', 'HeartbeatSeconds'];
const ends = ['Next', 'End'];
const config = record('a ProcessorConfig that is supported', {
  Mode: word('be INLINE; distributed maps are not supported', 'INLINE'),
});
const processor: Check = (place) => checkMachine(place, { ProcessorConfig: config });

type Fields = Record<string, Check>;
type Groups = ReadonlyArray<ReadonlyArray<string>>;

/** The fields of each type of state: of which it must have one, and of which not more than one. */
const specifications: Readonly<Record<string, readonly [fields: Fields, one: Groups, most?: Groups]>> = {
  Task: [
    { ...inOut, ...flow, ...work, Resource: resource, ...eitherWay(timeouts, integer(1), path(true)) },
    [ends, ['Resource']],
    pairs(...timeouts),
  ],
  Choice: [{ ...inOut, Choices: list(rule(false)), Default: name }, [['Choices']]],
  Pass: [{ ...inOut, ...flow, Parameters: template, Result: anything, ResultPath: resultPath }, [ends]],
  Wait: [
    {
      ...inOut,
      ...flow,
      ...eitherWay(['Seconds'], integer(0), path(true)),
      ...eitherWay(['Timestamp'], timestamp, path(true)),
    },
    [ends, pairs('Seconds', 'Timestamp').flat()],
  ],
  Succeed: [inOut, []],
  Fail: [eitherWay(['Error', 'Cause'], string, pathOrCall(true)), [], pairs('Error', 'Cause')],
  Parallel: [
    { ...inOut, ...flow, ...work, Branches: list((place) => checkMachine(place, {})) },
    [ends, ['Branches']],
  ],
  Map: [
    {
      ...inOut,
      ...flow,
      ...work,
      Iterator: processor,
      ItemProcessor: processor,
      ItemsPath: path(true),
      ItemSelector: template,
      ...eitherWay(['MaxConcurrency'], integer(0), path(true)),
    },
    [ends, ['ItemProcessor', 'Iterator']],
    [['ItemSelector', 'Parameters'], ...pairs('MaxConcurrency')],
  ],
};

/**
 * Says what is wrong with a definition or is not supported; nothing where it can run. A field that nobody knows is wrong
 * too, so that none is ignored.
 */
export function validateDefinition(definition: unknown): ReadonlyArray<Problem> {
  const problems: Problem[] = [];
  const place = new Place(definition, '', { problems, names: new Set() });
  try {
    checkMachine(place, { TimeoutSeconds: integer(1), Version: word('be 1.0', '1.0') });
  } catch {
    place.refuse('is nested too deep');
  }
  return problems;
}

function checkMachine(place: Place, more: Fields): void {
  const fields = { ...common, StartAt: anything, States: anything, ...more };
  if (!record('a definition', fields)(place)) return;
  const { StartAt: first } = place.value;
  const states = place.at('States');
  if (!states.must(isObject(states.value), 'be an object') || !isObject(states.value)) return;
  const all = states.value;
  const isState = (target: unknown): target is string =>
    typeof target === 'string' && Object.hasOwn(all, target);
  place.at('StartAt').must(isState(first), 'be the name of one of the States');

  const targets = new Map<string, ReadonlyArray<string>>();
  let hasEnd = false;
  for (const key of Object.keys(all)) {
    const state = states.at(key);
    const { names } = place.found;
    state.must(key.length <= 80, 'have a name of 80 characters or fewer');
    state.must(!names.has(key), 'have a name that no other state of the definition has');
    names.add(key);
    if (!state.must(isObject(state.value), 'be an object') || !isObject(state.value)) continue;
    checkState(state, state.value);
    const exits = [state, ...state.at('Choices').all(), ...state.at('Catch').all()];
    const next = [...exits.map((exit) => exit.at('Next')), state.at('Default')].filter(
      ({ value }) => typeof value === 'string',
    );
    for (const target of next) {
      target.must(isState(target.value), 'be the name of one of the States beside it');
    }
    targets.set(key, next.map(({ value }) => value).filter(isState));
    hasEnd ||=
      ['Succeed', 'Fail'].includes(String(state.value['Type'])) ||
      exits.some((exit) => exit.at('End').value === true);
  }
  states.must(hasEnd, 'have a state that ends: End, Succeed or Fail');
  if (!isState(first)) return;
  const reached = new Set([first]);
  for (const key of reached) for (const target of targets.get(key) ?? []) reached.add(target);
  for (const key of Object.keys(all)) states.at(key).must(reached.has(key), 'be within reach of StartAt');
}

function checkState(place: Place, state: JsonObject): void {
  const type = place.at('Type');
  const known = typeof type.value === 'string' && Object.hasOwn(specifications, type.value);
  const specification = known ? specifications[String(type.value)] : undefined;
  if (specification === undefined) {
    type.refuse(`must be one of ${Object.keys(specifications).join(', ')}`);
    return;
  }
  const [fields, one, most] = specification;
  record(`a ${type.value} state`, { ...common, Type: anything, ...fields }, one, most)(place);
  const [timeout, heartbeat] = timeouts.map((key) => field(state, key));
  if (typeof timeout === 'number' && typeof heartbeat === 'number') {
    place.at('HeartbeatSeconds').must(heartbeat < timeout, 'be less than TimeoutSeconds');
  }
}
