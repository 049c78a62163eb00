import type { WorkerPoolOptions } from './application/worker-pool';

export const PICTURES_OPTIONS = Symbol('PICTURES_OPTIONS');

export interface PicturesOptions extends WorkerPoolOptions {
  /** Bytes of made files that are kept for the next request; default 32 MB. */
  cacheBytes?: number;
}
