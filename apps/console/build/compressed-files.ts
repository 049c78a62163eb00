import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESS = { br: promisify(brotliCompress), gz: (content: Buffer): Promise<Buffer> => promisify(gzip)(content, { level: 9 }) };

/** Below, headers are larger than what is saved. */
const SMALLEST = 300;

/** Leaves each script and sheet compressed beside itself, for the API app to send: as small as can be, which takes a second for the largest, and no work with each request. */
export function compressedFiles(): Plugin {
  return {
    name: 'compressed-files',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css|svg)$/.test(fileName));
      await Promise.all(
        files.map(async (file) => {
          const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          if (content.length < SMALLEST) return;
          for (const [ending, compress] of Object.entries(COMPRESS)) await writeFile(join(dir, `${file.fileName}.${ending}`), await compress(content));
        }),
      );
    },
  };
}
