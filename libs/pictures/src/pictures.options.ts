import type { WorkerPoolOptions } from './application/worker-pool';
import type { ScreenshotOptions } from './screenshots/screenshot.options';

export const PICTURES_OPTIONS = Symbol('PICTURES_OPTIONS');

export interface PicturesOptions extends WorkerPoolOptions {
  /** Bytes of made files that are kept for the next request; default 32 MB. */
  cacheBytes?: number;
  /** Left out: no screenshots are taken, and templates that need them are refused. */
  screenshots?: ScreenshotOptions;
}
