import { schemaOf, type TestSchema } from '#kernel/testing';
import { installQueue, QUEUES } from '#push-dispatch';
import { migrateDatabase, PUSH_MIGRATIONS } from '#push-module';

/** All tables of the product and its queue. */
export const PUSH_TEST_SCHEMA: TestSchema = {
  key: `${schemaOf(PUSH_MIGRATIONS).key} ${installQueue.toString()} ${QUEUES.join()}`,
  build: async (url) => void (await migrateDatabase(url)),
};
