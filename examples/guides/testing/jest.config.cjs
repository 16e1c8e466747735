module.exports = {
  transform: { '\\.ts$': '@swc/jest' }, // to CommonJS
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' }, // './total.js' is total.ts
};
