export { refusal, stubCorp, TEST_CORP } from './stub-corp';
export { startTestProcess, TEST_SECRET_KEYS, type TestProcess, type TestProcessOptions } from './test-process';
