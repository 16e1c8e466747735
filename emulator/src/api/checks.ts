/** Checks that the bodies of several resources have in common. */
import {
  boolean,
  type Check,
  either,
  id,
  integer,
  list,
  nullable,
  object,
  oneOf,
  record,
  shape,
  some,
  string,
} from './check.js';

/** Text of any kind. */
export const text: Check = string();

/** Base64. */
export const base64: Check = string({
  min: 1,
  max: 6_250_000,
  pattern: /^[0-9A-Za-z+/]+={0,2}$/,
  like: 'base64',
});

/** An address that a browser may be sent to. */
export const url: Check = string({
  pattern: /^(http:\/\/localhost|https:\/\/)/,
  like: 'an https or http://localhost address',
});

const address = /^[A-Za-z0-9][-+._A-Za-z0-9]*@([-_A-Za-z0-9]+\.)+[A-Za-z]{2,}$/;

/** An e-mail address. */
export const email: Check = string({ max: 320, pattern: address, like: 'an email address' });

/** Names and descriptions, and what their owner notes besides. */
export const described: Readonly<Record<string, Check>> = {
  'name?': nullable(text),
  'description?': nullable(text),
  'metadata?': object,
};

/** The ids of roles. */
export const roleIds: Check = list(id('role'));

const imageQuality = oneOf('LOW', 'HIGH');
const rotation = oneOf(0, 90, 180, 270);

/** Flat options of older clients, which `preprocessConfig` has today. */
export const flatReading: Readonly<Record<string, Check>> = {
  'maxPages?': integer(1, 100),
  'rotation?': rotation,
  'autoRotate?': boolean,
  'imageQuality?': imageQuality,
};

/** Which pages are read, and how. */
export const preprocessConfig: Check = some(
  shape({ 'startPage?': integer(), 'pages?': list(integer(), 0, 100), ...flatReading }),
);

const outputFormat = oneOf('v1', 'v2');

/** Which of the values that were read are answered. */
export const postprocessConfig: Check = either(
  shape({ strategy: oneOf('BEST_FIRST'), 'outputFormat?': outputFormat }),
  shape({
    strategy: oneOf('BEST_N_PAGES'),
    'outputFormat?': outputFormat,
    parameters: shape({ n: integer(1, 100), 'collapse?': boolean }, true),
  }),
);

/** The environment of a container. */
export const environment: Readonly<Record<string, Check>> = {
  'environment?': nullable(record(text)),
  'environmentSecrets?': nullable(list(id('secret'))),
  'secretId?': nullable(id('secret')),
};
