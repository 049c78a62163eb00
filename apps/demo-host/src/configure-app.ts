import type { NestExpressApplication } from '@nestjs/platform-express';

/** A thousand ids of 128 characters, each up to four bytes. */
const BODY_LIMIT = '600kb';
const FORM_LIMIT = '4kb';

/** What main and the tests set up alike; the app must have been made with `rawBody`, over which the signature goes. */
export function configureApp(app: NestExpressApplication): void {
  app.disable('x-powered-by');
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useBodyParser('urlencoded', { limit: FORM_LIMIT, extended: false });
}
