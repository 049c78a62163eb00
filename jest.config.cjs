// Packages that ship only ES modules: Jest on Node 20 cannot require them, so swc turns them into CommonJS.
const esm = ['@nestjs', 'pg-boss', 'jose', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit',
  'content-disposition', 'cookie', 'serialize-error', 'non-error'];
const swc = (syntax) => ['@swc/jest', { swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' },
  jsc: { target: 'es2022', keepClassNames: true, parser: { syntax, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false } } }];
const project = (displayName, testRegex, more = {}) => ({
  displayName,
  testRegex,
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/apps/console'],
  transform: { '^.+\\.ts$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esm.join('|')})/)`],
  moduleNameMapper: { '^#([^/]+)/testing$': '<rootDir>/libs/$1/src/testing/index.ts', '^#([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  ...more,
});
module.exports = {
  projects: [
    project('unit', ['\\.spec\\.ts$']),
    project('db', ['\\.db-spec\\.ts$']),
    project('e2e', ['\\.e2e-spec\\.ts$']),
  ],
};
