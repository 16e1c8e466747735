/** `dist/cjs/`: what tsc made of the sources, for `require` where it cannot load modules. */
export default {
  input: { index: 'emulator/dist/index.js', node: 'emulator/dist/node.js' },
  external: [/^node:/, /^hono\b/, /^@hono\//, 'unpdf'],
  output: {
    dir: 'emulator/dist/cjs',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    minifyInternalExports: false,
    exports: 'named',
  },
};
