// Packages that ship only ES modules: Jest on Node 20 cannot require them, so swc turns them into CommonJS.
const esm = ['@nestjs', 'pg-boss', 'jose', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', '@tokenizer', '@borewit',
  'content-disposition', 'cookie', 'serialize-error', 'non-error'];
const swc = (syntax) => ['@swc/jest', { swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' },
  jsc: { target: 'es2022', keepClassNames: true, parser: { syntax, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false } } }];
const project = (displayName, testRegex, timeoutMs, more = {}) => ({
  displayName,
  testRegex,
  // Jest reads `testTimeout` for all projects together only.
  globals: { TEST_TIMEOUT_MS: timeoutMs },
  setupFilesAfterEnv: ['<rootDir>/test/rules/test-timeout.cjs'],
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/apps/console'],
  transform: { '^.+\\.ts$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esm.join('|')})/)`],
  moduleNameMapper: { '^#([^/]+)/testing$': '<rootDir>/libs/$1/src/testing/index.ts', '^#([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  ...more,
});
module.exports = {
  // Two cores are enough for everybody; a worker that has grown is replaced between two files.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', ['\\.spec\\.ts$'], 10_000),
    project('db', ['\\.db-spec\\.ts$'], 30_000),
    project('e2e', ['\\.e2e-spec\\.ts$'], 60_000),
    // Real processes, killed and started again: after all others, which would take their time.
    project('process', ['\\.process-spec\\.ts$'], 300_000, { runner: '<rootDir>/test/rules/later-runner.cjs' }),
  ],
};
