import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
/** What the quick start keeps: database, sandbox snapshot, logs, lock. Git-ignored. */
export const DATA = join(ROOT, '.data');
