/** The search, whose index is a file of the site. */

// A function or a type is one result, with its parameters and examples: a result named "Parameters" tells nothing.
const joined = (html) => html.replace(/<(\/?)h[4-6]\b[^>]*>/g, '<$1p>');

// Of pages that have a word, those that explain it come first. A name in a title weighs more than that.
const boostDocument = (id) => (id.includes('/reference/') ? 0.5 : 1);

export const search = {
  provider: 'local',
  options: {
    _render: (text, env, md) => {
      const html = md.render(text, env);
      return env.relativePath.startsWith('reference/') ? joined(html) : html;
    },
    miniSearch: { searchOptions: { boostDocument } },
  },
};
