/** The options of the functions, from the types of their parameters and the comments of the members. */
import { Node } from 'ts-morph';

const isOptions = (name) => /(Options|Overrides)$/.test(name);

/** The name of the type of a parameter that takes options; of others, nothing. */
export function optionsTypeOf(parameter) {
  const type = parameter.getTypeNode();
  const name = Node.isTypeReference(type) ? type.getTypeName().getText() : '';
  return isOptions(name) ? name : undefined;
}

const typeText = (node) =>
  node
    .getText()
    .replace(/\/\*\*.*?\*\/|\/\/[^\n]*/gs, '')
    .replace(/\breadonly /g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\| /, '')
    .replace(/ \| undefined$/, '')
    .trim();

/** A member as an option: the type that declares it says where it is described. */
function optionOf(member) {
  const owner = member.getFirstAncestor(
    (node) => Node.isInterfaceDeclaration(node) || Node.isTypeAliasDeclaration(node),
  );
  const doc = member.getJsDocs().at(-1)?.getDescription().replace(/\s+/g, ' ').trim() ?? '';
  const type = Node.isPropertySignature(member) ? member.getTypeNode() : undefined;
  return {
    name: member.getName(),
    required: !member.hasQuestionToken(),
    type: type === undefined ? typeText(member) : typeText(type),
    doc,
    from: owner?.getName() ?? '',
  };
}

/** The options that a type has, each once; of a type that is none of options, nothing. */
export function optionsOf(declaration) {
  const named = Node.isInterfaceDeclaration(declaration) || Node.isTypeAliasDeclaration(declaration);
  if (!named || !isOptions(declaration.getName())) return undefined;
  const type = declaration.getType();
  const members = (type.isUnion() ? type.getUnionTypes() : [type])
    .flatMap((one) => one.getProperties())
    .flatMap((symbol) => symbol.getDeclarations().slice(0, 1))
    .filter((node) => Node.isPropertySignature(node) || Node.isMethodSignature(node));
  const options = new Map();
  for (const option of members.map(optionOf)) {
    const known = options.get(option.name);
    // Of alternatives, the one that says something counts.
    if (known === undefined || (known.doc === '' && option.doc !== '')) options.set(option.name, option);
  }
  return [...options.values()];
}
