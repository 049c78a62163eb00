import { access } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { static as serveStatic, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { ConsolePage, type ConsoleSettings } from './console-page';

/** Files that carry a hash of their content in their name. */
const HASHED = '/assets/';
const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

/** Addresses that are never a page of the console. */
const NOT_THE_CONSOLE = /^\/(push|health)(\/|$)/;

/** How the build leaves its files compressed, the smallest first. Browsers take Brotli over https only. */
const COMPRESSED: readonly [encoding: string, ending: string][] = [['br', '.br'], ['gzip', '.gz']];

/** Sends the compressed file in place of what is asked for. */
function compressed(folder: string): RequestHandler {
  return async (request, response, next) => {
    response.vary('Accept-Encoding');
    const name = /^\/[\w.-]+$/.exec(request.path)?.[0];
    for (const [encoding, ending] of COMPRESSED) {
      if (!name || !request.acceptsEncodings(encoding) || !(await isThere(join(folder, name + ending)))) continue;
      response.set('content-encoding', encoding).type(extname(name));
      request.url = name + ending;
      break;
    }
    next();
  };
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Serves the built console under `/`. Its pages are made in the browser: every address that is neither a file nor one of
 * the API's gets index.html.
 */
export function serveConsole(app: NestExpressApplication, folder: string, settings: ConsoleSettings): void {
  if (!existsSync(join(folder, 'index.html'))) return;
  const page = new ConsolePage(folder, settings);
  const assets = join(folder, HASHED);
  app.use(HASHED, compressed(assets), serveStatic(assets, { immutable: true, maxAge: ONE_YEAR_MS, fallthrough: false }));
  app.use(serveStatic(folder, { index: false }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !NOT_THE_CONSOLE.test(request.path) && request.accepts('html') !== false;
    if (!isPage) return next();
    response.set('cache-control', 'no-cache').vary('Accept-Language').type('html').send(page.html(request.path, request.acceptsLanguages()));
  });
}
