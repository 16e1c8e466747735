/** The skeleton of a function in `src/resources`, with what it needs of a model and of options. */
import { lower, one, upper, words } from './shape.mjs';

const banner = (title) => `// -- ${title} `.padEnd(80, '-');

const modelText = ({ entity, ownId }) => `
/** ${upper(one(entity))}, as the API returns it. */
export interface ${entity} {
  readonly ${ownId.name}: ${ownId.type};
}

/** Codec of {@link ${entity}}; keeps the keys that it does not know. */
export const ${entity}: Struct<${entity}> = /*#__PURE__*/ struct<${entity}>('${entity}', () => ({ ${ownId.name}: ${ownId.type} }));
`;

const listText = ({ entity, result, listKey }) => `
/** A page of ${words(listKey)}. */
export interface ${result} extends PageOf<'${listKey}', ${entity}> {}

/** Codec of {@link ${result}}. */
export const ${result}: Struct<${result}> = /*#__PURE__*/ pageOf<${result}>('${result}', '${listKey}', ${entity});
`;

const optionsText = ({ fn, options, optional }) => `
/** What {@link ${fn}} ${optional ? 'takes besides' : 'changes; one option at least'}. */
export interface ${options} {
  readonly name?: string | null | undefined;
}
`;

const sentences = { create: 'Creates', get: 'Fetches', update: 'Changes', delete: 'Deletes' };

const sentence = ({ verb, entity, listKey }) =>
  listKey === undefined
    ? `${sentences[verb] ?? `${upper(verb)}s`} ${one(entity)}.`
    : `Lists ${words(listKey)}, a page at a time.`;

function functionText(shape, example) {
  const { fn, method, path, module, params, options, optional, result, verb } = shape;
  const parameters = [
    'ctx: Context',
    ...params.map(({ name, type }) => `${name}: ${type}`),
    ...(options === undefined ? [] : [`options: ${options}${optional ? ' = {}' : ''}`]),
  ];
  const url = params.length > 0 ? `path\`${path.replaceAll('{', '${')}\`` : `'${path}'`;
  const given =
    verb === 'list' ? ', query: options' : optional ? ', body: { ...options }' : ', body: options';
  const sentenceText = `${sentence(shape)} \`${method} ${path}\``;
  const values = [
    'ctx',
    ...params.map(({ kind }) => `'las:${kind}:…'`),
    ...(options !== undefined && !optional ? [`{ name: '…' }`] : []),
  ];
  const comment = example
    ? `/**
 * ${sentenceText}
 *
 * @example
 * import { ${fn} } from 'las-fp/${module}';
 *
 * const ${lower(result)} = await ${fn}(${values.join(', ')})();
 */`
    : `/** ${sentenceText} */`;
  return `
${comment}
export function ${fn}(${parameters.join(', ')}): TaskEither<LasError, ${result}> {
  return request(ctx, { method: '${method}', path: ${url}${options === undefined ? '' : given} }, ${result});
}
`;
}

/** A text with another part before the first of some banners, or at the end. */
function insert(text, part, ...titles) {
  const places = titles.map((title) => text.indexOf(`// -- ${title} `)).filter((at) => at >= 0);
  const at = places.length > 0 ? Math.min(...places) : text.length;
  return `${text.slice(0, at).trimEnd()}\n${part}\n${text.slice(at)}`;
}

/**
 * The text of a source with the function in it: of one that is there, or of a new one. `exported` are the names that
 * the module exports already.
 */
export function sourceText(text, shape, exported) {
  const { entity, result, options } = shape;
  const fresh = text === '';
  let source = fresh ? `\n${banner('model')}\n\n${banner('requests')}\n` : text;
  if (!exported.has(entity)) source = insert(source, modelText(shape), 'input', 'requests');
  if (result !== entity && !exported.has(result))
    source = insert(source, listText(shape), 'input', 'requests');
  if (options !== undefined && options !== 'PageOptions') {
    const title = source.includes('// -- input ') ? '' : `\n${banner('input')}\n`;
    source = insert(source, `${title}${optionsText(shape)}`, 'requests');
  }
  return `${source.trimEnd()}\n${functionText(shape, fresh)}`;
}

/** What the source imports, below `src`: names by module; with `type` those of types. */
export const imports = ({ params, ownId, entity, result, options }, exported) => ({
  'fp-ts/lib/TaskEither.js': ['type TaskEither'],
  'src/context.js': ['type Context'],
  'src/errors.js': ['type LasError'],
  'src/ids.js': [...params.map(({ type }) => type), ...(exported.has(entity) ? [] : [ownId.type])],
  'src/codec.js': [
    ...(exported.has(entity) && exported.has(result) ? [] : ['type Struct']),
    ...(exported.has(entity) ? [] : ['struct']),
  ],
  'src/lists.js': [
    ...(result !== entity && !exported.has(result) ? ['type PageOf', 'pageOf'] : []),
    ...(options === 'PageOptions' ? ['type PageOptions'] : []),
  ],
  'src/request.js': [...(params.length > 0 ? ['path'] : []), 'request'],
});

/** The first line of a new source. */
export const firstLine = ({ module }) => `/** ${upper(words(module))}. */\n`;
