import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import { static as serveStatic, type NextFunction, type Request, type Response } from 'express';

/** Files that carry a hash of their content in their name. */
const HASHED = '/assets/';
const ONE_YEAR_MS = 365 * 24 * 3600 * 1000;

/** Addresses that are never a page of the console. */
const NOT_THE_CONSOLE = /^\/(push|health)(\/|$)/;

/** What the operator decides about the console; the page hands it to its script. */
export interface ConsoleSettings {
  /** Path under which browsers reach this app, as a URL has it (nothing to escape), with a slash at both ends. */
  basePath: string;
  /** Origins of pages that may show the console in a frame and sign people in to it. */
  embedOrigins: readonly string[];
  /** `#rrggbb` */
  themeColor?: string;
}

/** @returns the page with what its script reads: the base of all addresses, and the settings as JSON in an attribute */
function withSettings(html: string, { basePath, ...settings }: ConsoleSettings): string {
  const head = `<head>\n    <base href="${basePath}" />\n    <meta name="push-console" content="${encodeURIComponent(JSON.stringify(settings))}" />`;
  return html.replace('<head>', () => head);
}

/**
 * Serves the built console under `/`, compressed. Its pages are made in the browser: every address that is neither a file nor one of
 * the API's gets index.html.
 */
export function serveConsole(app: NestExpressApplication, folder: string, settings: ConsoleSettings): void {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  const page = withSettings(readFileSync(index, 'utf8'), settings);
  const compressed = compression();
  app.use(HASHED, compressed, serveStatic(join(folder, HASHED), { immutable: true, maxAge: ONE_YEAR_MS, fallthrough: false }));
  app.use(serveStatic(folder, { index: false }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !NOT_THE_CONSOLE.test(request.path) && request.accepts('html') !== false;
    if (!isPage) return next();
    response.set('cache-control', 'no-cache').type('html').send(page);
  });
}
