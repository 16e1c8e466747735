/** The skeleton of a function's test in `test/resources`. */

const id = (kind, digits) => `las:${kind}:${digits.padEnd(32, '0')}`;

function answersText({ entity, ownId, ownKind }, [full, least]) {
  return `
/** The least that the API answers. */
const ${least} = { ${ownId.name}: '${id(ownKind, '1f')}' };

/** ${entity}: all that it answers. */
const ${full} = { ...${least} };
`;
}

/** The text of a test with the function in it: of one that is there, or of a new one. */
export function testText(text, shape, isNewEntity) {
  const { fn, method, path, entity, params, options, optional, listKey, ownId } = shape;
  // Those of another type of the module may be there.
  const own = [`full${entity}`, `least${entity}`];
  const taken = isNewEntity ? /^const (least|full)\b/m.test(text) : text.includes(`const ${own[1]}`);
  const names = taken ? own : ['full', 'least'];
  const [full, least] = names;
  const values = params.map(({ kind }, i) => `'${id(kind, `${i + 1}f`)}'`);
  const address = params.reduce(
    (done, { name, kind }, i) => done.replace(`{${name}}`, encodeURIComponent(id(kind, `${i + 1}f`))),
    path,
  );
  const send = (option, sent) => `{
    call: (ctx) => ${fn}(${['ctx', ...values, ...(option ? [option] : [])].join(', ')}),
    method: '${method}',
    path: '${address}',
    ${sent}
  }`;
  const page = `{ maxResults: 5, nextToken: 'a token/+=&' }`;
  const sends =
    options === undefined
      ? [send('', '')]
      : listKey
        ? [send('', ''), send(page, `query: [['maxResults', '5'], ['nextToken', 'a token/+=&']],`)]
        : [
            ...(optional ? [send('', 'body: {},')] : []),
            send(`{ name: 'A name' }`, `body: { name: 'A name' },`),
          ];
  const answers = listKey
    ? `[{ ${listKey}: [${full}, ${least}], nextToken: 'more' }, { ${listKey}: [${least}] }]`
    : `[${full}, ${least}]`;
  return `${text.trimEnd()}
${isNewEntity || text === '' ? answersText(shape, names) : ''}
operation('${fn}', {
  sends: [${sends.join(', ')}],
  answers: ${answers},
  required: '${listKey ? `${listKey}.0.` : ''}${ownId.name}',
});
`.trimStart();
}
