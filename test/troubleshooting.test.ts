/** Each symptom of a call in docs/troubleshooting.md shows as the page quotes it, and the advice helps. */
import * as assert from 'uvu/assert';
import { ofAnswers } from './troubleshooting/answers.js';
import { ofArguments } from './troubleshooting/arguments.js';
import { ofCredentials } from './troubleshooting/credentials.js';
import { ofTheNetwork } from './troubleshooting/network.js';
import { has, provoking, symptomsOf } from './troubleshooting/page.js';

const troubleshooting = provoking(false, {
  ...ofArguments,
  ...ofCredentials,
  ...ofTheNetwork,
  ...ofAnswers,
});

troubleshooting('a row is read with what it quotes, also backticks and bars', () => {
  const row = '| `a \\| b` or ``c `…` d`` | e |';
  assert.equal(symptomsOf(`## F\n\n| g | h |\n| --- | --- |\n${row}\n\n## I\n\n\`j\`\n`), [
    { section: 'F', text: 'a | b or c … d', quotes: ['a | b', 'c `…` d'] },
    { section: 'I', text: 'I', quotes: [] },
  ]);
  assert.ok(has('x c `1` d', 'c `…` d'));
  assert.not.ok(has('x c 1 d', 'c `…` d'));
});

troubleshooting.run();
