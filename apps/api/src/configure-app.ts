import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { serveConsole } from './console-files';
import { openApiDocument } from './open-api';

/** A task names up to 10,000 people. */
const BODY_LIMIT = '2mb';

const CSP = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  // The console's widgets make their styles while they run.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'self'"],
};

export interface AppSettings {
  /** Where the built console lies. */
  consoleFolder?: string;
  /** As `TRUST_PROXY` gives it; default none. */
  trustProxy?: string;
}

/** Everything that main.ts and the tests do to the app alike. */
export function configureApp(app: NestExpressApplication, { consoleFolder = join(process.cwd(), 'apps/console/dist'), trustProxy = '0' }: AppSettings = {}): NestExpressApplication {
  app.set('trust proxy', /^\d$/.test(trustProxy) ? Number(trustProxy) : trustProxy.split(','));
  // TLS ends at a proxy, if anywhere: no upgrade of addresses, no promise about https.
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: CSP }, strictTransportSecurity: false }));
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.disable('etag');
  SwaggerModule.setup('push/docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'push/openapi.json' });
  serveConsole(app, consoleFolder);
  return app;
}
