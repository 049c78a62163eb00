/* global TEST_TIMEOUT_MS -- set for each project in jest.config.cjs */
jest.setTimeout(TEST_TIMEOUT_MS);
