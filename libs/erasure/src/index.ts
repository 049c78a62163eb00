export { ErasureModule, type ErasureModuleOptions } from './erasure.module';
export type { ErasureOptions } from './erasure.options';
export { ErasureWorker } from './application/erasure-worker';
export { ErasureNotFoundError } from './domain/erasure.errors';
export { ERASURE_MIGRATIONS } from './persistence/migrations';
