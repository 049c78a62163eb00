import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import type { DrawnRequest } from '../domain/file-request';
import { makeFile } from './make-file';

/** What a worker answers. */
export type FileReply = { bytes: Uint8Array; contentType: string } | { failed: string };

// Read at the first picture. This thread shares the environment of the process: native code would not see a copy.
process.env['FONTCONFIG_FILE'] = (workerData as { fontconfig: string }).fontconfig;
// The pool decides how much is done at once.
sharp.concurrency(1);
sharp.cache(false);

const reply = (message: FileReply): void => parentPort?.postMessage(message, []);

parentPort?.on('message', (request: DrawnRequest) => {
  makeFile(request).then(
    ({ bytes, contentType }) => reply({ bytes, contentType }),
    (error: unknown) => reply({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
