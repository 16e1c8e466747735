/** The service's own functions, which actions and hooks name with the organization that owns them. */
import { type Fields, isFields } from '../json.js';

/** The organization that owns the service's functions. */
export const serviceOrganization = 'cradl:organization:cradl';

/** Exports: they call the URL of their action's `config`. */
export const exporters: ReadonlyArray<string> = [
  'export-to-webhook',
  'export-to-n8n',
  'export-to-zapier',
  'export-to-power-automate',
];

/** Lets a person look: makes a task of the validation that `config.validationId` names, else the agent's first one. */
export const reviewer = 'create-validation-task';

/** Decides by confidence whether what was read is sure enough. */
export const evaluator = 'hook-evaluate-prediction';

/** The names of all functions of the service that are known here. */
export const serviceFunctions: ReadonlyArray<string> = [...exporters, reviewer, evaluator];

/** The service's function that an action or a hook names, or `undefined` when it is one of a user's own. */
export function serviceFunctionOf(functionId: unknown): string | undefined {
  const [owner, rest] = typeof functionId === 'string' ? functionId.split('/') : [];
  const name = rest?.replace(/^cradl:function:/, '') ?? '';
  return owner === serviceOrganization && serviceFunctions.includes(name) ? name : undefined;
}

/**
 * Whether every value that was read has the confidence of `config.threshold` (0.8 when absent), and every field of
 * `config.required` a value. The service's own rule is not published; this one is the emulator's.
 */
export function isSure(output: Fields, config: Fields): boolean {
  const { threshold, required } = config;
  const least = typeof threshold === 'number' ? threshold : 0.8;
  const sure = (field: unknown): boolean => {
    if (Array.isArray(field)) return field.every(sure);
    if (!isFields(field)) return true;
    if (!('confidence' in field)) return Object.values(field).every(sure);
    return field['value'] === null || Number(field['confidence']) >= least;
  };
  const has = (label: unknown): boolean => {
    const field = output[String(label)];
    return Array.isArray(field) ? field.length > 0 : isFields(field) && field['value'] !== null;
  };
  return Object.values(output).every(sure) && (Array.isArray(required) ? required : []).every(has);
}
