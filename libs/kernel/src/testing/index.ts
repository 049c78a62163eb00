export { TestClock } from './test-clock';
export { createTestDatabase, schemaOf, type TestDatabase, type TestSchema } from './test-database';
