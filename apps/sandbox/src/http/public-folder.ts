import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folder of the pages. They are not compiled, so both the source tree and `dist` (which lies inside the project) find them by going
 * up until the project's folder.
 */
export function publicFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'apps', 'sandbox', 'public');
    if (existsSync(join(candidate, 'index.html'))) return candidate;
    if (folder === dirname(folder)) throw new Error('the pages of the sandbox (apps/sandbox/public) are missing');
  }
}
