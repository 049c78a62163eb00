import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { static as serveStatic, type NextFunction, type Request, type Response } from 'express';

/** Files that carry a hash of their content in their name. */
const HASHED = '/assets/';
const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

/** Addresses that are never a page of the console. */
const NOT_THE_CONSOLE = /^\/(push|health)(\/|$)/;

/**
 * Serves the built console under `/`. Its pages are made in the browser: every address that is neither a file nor one of the
 * API's gets index.html.
 */
export function serveConsole(app: NestExpressApplication, folder: string): void {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  app.use(HASHED, serveStatic(join(folder, HASHED), { immutable: true, maxAge: ONE_YEAR_MS, fallthrough: false }));
  app.use(serveStatic(folder, { index: false }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !NOT_THE_CONSOLE.test(request.path) && request.accepts('html') !== false;
    if (!isPage) return next();
    response.set('cache-control', 'no-cache').sendFile(index);
  });
}
