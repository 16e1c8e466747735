/** Says what is wrong with a definition, or not supported, before it runs. */
import { Checker, join, type Problem } from './checks.js';
import { processorOf } from './definition.js';
import { isArray, isObject, type JsonObject, parseTimestamp } from './json.js';

export type { Problem } from './checks.js';

const common = ['Type', 'Comment', 'QueryLanguage'];
const inOut = ['InputPath', 'OutputPath'];
const next = ['Next', 'End'];
const work = ['Parameters', 'ResultSelector', 'ResultPath', 'Retry', 'Catch'];
const timeouts = ['TimeoutSeconds', 'HeartbeatSeconds'];
const withPaths = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.flatMap((name) => [name, `${name}Path`]);

/** The fields of each type of state, besides those of all. */
const types: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ['Task', [...inOut, ...next, ...work, 'Resource', ...withPaths(timeouts)]],
  ['Choice', [...inOut, 'Choices', 'Default']],
  ['Pass', [...inOut, ...next, 'Parameters', 'Result', 'ResultPath']],
  ['Wait', [...inOut, ...next, ...withPaths(['Seconds', 'Timestamp'])]],
  ['Succeed', inOut],
  ['Fail', withPaths(['Error', 'Cause'])],
  ['Parallel', [...inOut, ...next, ...work, 'Branches']],
  [
    'Map',
    [
      ...inOut,
      ...next,
      ...work,
      'Iterator',
      'ItemProcessor',
      'ItemsPath',
      'ItemSelector',
      ...withPaths(['MaxConcurrency']),
    ],
  ],
]);

/**
 * Says what is wrong with a definition or is not supported; nothing where it can run. A field that nobody knows is wrong
 * too, so that none is ignored.
 */
export function validateDefinition(definition: unknown): ReadonlyArray<Problem> {
  const checker = new Checker();
  try {
    checkMachine(checker, definition, '', new Set(), ['TimeoutSeconds', 'Version']);
    if (isObject(definition)) {
      const { TimeoutSeconds: seconds, Version: version = '1.0' } = definition;
      if (seconds !== undefined) checker.integer(seconds, '/TimeoutSeconds', 1);
      if (version !== '1.0') checker.refuse('/Version', 'must be 1.0');
    }
  } catch {
    checker.refuse('', 'is nested too deep');
  }
  return checker.problems;
}

function checkMachine(
  checker: Checker,
  machine: unknown,
  at: string,
  names: Set<string>,
  fields: ReadonlyArray<string>,
): void {
  if (!checker.object(machine, at)) return;
  checker.fields(machine, at, ['Comment', 'StartAt', 'States', 'QueryLanguage', ...fields], 'a definition');
  checkCommon(checker, machine, at);
  const { StartAt: first, States: states } = machine;
  if (!checker.object(states, join(at, 'States'))) return;
  const isState = (name: unknown): name is string => typeof name === 'string' && Object.hasOwn(states, name);
  if (!isState(first)) checker.refuse(join(at, 'StartAt'), 'must be the name of one of the States');

  const targets = new Map<string, ReadonlyArray<string>>();
  let hasEnd = false;
  for (const [name, state] of Object.entries(states)) {
    const here = join(join(at, 'States'), name);
    if (name.length > 80) checker.refuse(here, 'must have a name of 80 characters or fewer');
    if (names.has(name)) checker.refuse(here, 'must have a name that no other state of the definition has');
    names.add(name);
    if (!checker.object(state, here)) continue;
    checkState(checker, state, here, names);
    const exits = exitsOf(state, here);
    for (const [where, target] of exits.targets) {
      if (!isState(target)) checker.refuse(where, 'must be the name of one of the States beside it');
    }
    targets.set(name, exits.targets.map(([, target]) => target).filter(isState));
    hasEnd ||= exits.isEnd;
  }
  if (!hasEnd) checker.refuse(join(at, 'States'), 'must have a state that ends: End, Succeed or Fail');
  if (!isState(first)) return;
  const reached = new Set([first]);
  for (const name of reached) for (const target of targets.get(name) ?? []) reached.add(target);
  for (const name of Object.keys(states)) {
    if (!reached.has(name)) checker.refuse(join(join(at, 'States'), name), 'cannot be reached from StartAt');
  }
}

/** Where a state may lead to, each with its place, and whether a machine may end in it. */
function exitsOf(
  state: JsonObject,
  at: string,
): { targets: ReadonlyArray<readonly [at: string, name: unknown]>; isEnd: boolean } {
  const of = (name: string): ReadonlyArray<readonly [string, JsonObject]> => {
    const list = state[name];
    return isArray(list)
      ? list.map((item, index) => [join(join(at, name), index), isObject(item) ? item : {}] as const)
      : [];
  };
  const handlers = [...of('Choices'), ...of('Catch')];
  const { Next: target, Default: other, End: end, Type: type } = state;
  return {
    targets: [
      ...(target === undefined ? [] : [[join(at, 'Next'), target] as const]),
      ...(other === undefined ? [] : [[join(at, 'Default'), other] as const]),
      ...handlers.flatMap(([here, { Next: to }]) =>
        to === undefined ? [] : [[join(here, 'Next'), to] as const],
      ),
    ],
    isEnd:
      end === true ||
      type === 'Succeed' ||
      type === 'Fail' ||
      of('Choices').some(([, { End }]) => End === true),
  };
}

/** The fields that machines and states share. */
function checkCommon(checker: Checker, value: JsonObject, at: string): void {
  const { Comment: comment, QueryLanguage: language } = value;
  if (comment !== undefined) checker.string(comment, join(at, 'Comment'));
  if (language !== undefined && language !== 'JSONPath') {
    checker.refuse(join(at, 'QueryLanguage'), 'must be JSONPath; JSONata is not supported');
  }
}

function checkState(checker: Checker, state: JsonObject, at: string, names: Set<string>): void {
  const { Type: type } = state;
  const known = typeof type === 'string' ? types.get(type) : undefined;
  if (known === undefined) {
    checker.refuse(join(at, 'Type'), `must be one of ${[...types.keys()].join(', ')}`);
    return;
  }
  checker.fields(state, at, [...common, ...known], `a ${type} state`);
  checkCommon(checker, state, at);
  if (known.includes('Next')) {
    checker.oneOf(state, at, next, true);
    if (state['End'] !== undefined && state['End'] !== true) checker.refuse(join(at, 'End'), 'must be true');
  }
  const check = (name: string, test: (value: unknown, at: string) => void): void => {
    if (known.includes(name) && state[name] !== undefined) test(state[name], join(at, name));
  };
  for (const name of inOut) check(name, (value, here) => checker.pathOrNull(value, here));
  for (const name of ['Parameters', 'ResultSelector', 'ItemSelector']) {
    check(name, (value, here) => checker.template(value, here));
  }
  check('ResultPath', (value, here) => checker.pathOrNull(value, here, 'result'));
  check('Retry', (value, here) => checker.retriers(value, here));
  check('Catch', (value, here) => checkCatchers(checker, value, here));
  const least = { TimeoutSeconds: 1, HeartbeatSeconds: 1, Seconds: 0, MaxConcurrency: 0 };
  for (const [name, from] of Object.entries(least)) {
    check(name, (value, here) => checker.integer(value, here, from));
    check(`${name}Path`, (value, here) => checker.path(value, here, 'reference'));
  }
  for (const name of [...timeouts, 'MaxConcurrency', 'Error', 'Cause']) {
    checker.oneOf(state, at, withPaths([name]), false);
  }
  checkOwn(checker, state, at, names);
}

function checkCatchers(checker: Checker, value: unknown, at: string): void {
  checker.handlers(value, at, ['Next', 'ResultPath']).forEach((catcher, index) => {
    const here = join(at, index);
    if (catcher['Next'] === undefined) checker.refuse(here, 'must have Next');
    if (catcher['ResultPath'] !== undefined) {
      checker.pathOrNull(catcher['ResultPath'], join(here, 'ResultPath'), 'result');
    }
  });
}

/** The fields that one type of state has alone. */
function checkOwn(checker: Checker, state: JsonObject, at: string, names: Set<string>): void {
  switch (state['Type']) {
    case 'Task': {
      const { Resource: resource, TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
      const here = join(at, 'Resource');
      if (typeof resource !== 'string' || resource === '')
        checker.refuse(here, 'must be the id of a transition');
      else if (/\.(sync(:\d+)?|waitForTaskToken)$/.test(resource)) {
        checker.refuse(here, 'must be an id alone: .sync and .waitForTaskToken are not supported');
      }
      if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
        checker.refuse(join(at, 'HeartbeatSeconds'), 'must be less than TimeoutSeconds');
      }
      break;
    }
    case 'Choice':
      if (checker.filledList(state['Choices'], join(at, 'Choices'))) {
        state['Choices'].forEach((rule, index) => {
          checker.rule(rule, join(join(at, 'Choices'), index), false);
        });
      }
      break;
    case 'Wait':
      checker.oneOf(state, at, withPaths(['Seconds', 'Timestamp']), true);
      if (state['Timestamp'] !== undefined && parseTimestamp(state['Timestamp']) === undefined) {
        checker.refuse(join(at, 'Timestamp'), 'must be a timestamp of RFC 3339');
      }
      if (state['TimestampPath'] !== undefined) {
        checker.path(state['TimestampPath'], join(at, 'TimestampPath'), 'reference');
      }
      break;
    case 'Fail':
      for (const name of ['Error', 'Cause']) {
        if (state[name] !== undefined) checker.string(state[name], join(at, name));
        const path = state[`${name}Path`];
        if (path !== undefined) checker.pathOrCall(path, join(at, `${name}Path`));
      }
      break;
    case 'Parallel':
      if (checker.filledList(state['Branches'], join(at, 'Branches'))) {
        state['Branches'].forEach((branch, index) => {
          checkMachine(checker, branch, join(join(at, 'Branches'), index), names, []);
        });
      }
      break;
    case 'Map':
      checkMap(checker, state, at, names);
      break;
  }
}

function checkMap(checker: Checker, state: JsonObject, at: string, names: Set<string>): void {
  checker.oneOf(state, at, ['ItemProcessor', 'Iterator'], true);
  checker.oneOf(state, at, ['ItemSelector', 'Parameters'], false);
  if (state['ItemsPath'] !== undefined) checker.path(state['ItemsPath'], join(at, 'ItemsPath'), 'reference');
  const key = processorOf(state);
  const processor = state[key];
  if (processor === undefined) return;
  const here = join(at, key);
  checkMachine(checker, processor, here, names, ['ProcessorConfig']);
  if (!isObject(processor) || processor['ProcessorConfig'] === undefined) return;
  const config = processor['ProcessorConfig'];
  const place = join(here, 'ProcessorConfig');
  if (!checker.object(config, place)) return;
  checker.fields(config, place, ['Mode'], 'a ProcessorConfig that is supported');
  if ((config['Mode'] ?? 'INLINE') !== 'INLINE') {
    checker.refuse(join(place, 'Mode'), 'must be INLINE; distributed maps are not supported');
  }
}
