import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { serveConsole } from './console-files';
import type { ConsoleSettings } from './console-page';
import { openApiDocument } from './open-api';

/** A task names up to 10,000 people. */
const BODY_LIMIT = '2mb';

/** Nothing from elsewhere, and no script but our files. */
const CSP = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  // The console's widgets make their styles while they run.
  styleSrc: ["'self'", "'unsafe-inline'"],
  // A picture that only a token opens is fetched, and shown from memory.
  imgSrc: ["'self'", 'data:', 'blob:'],
  connectSrc: ["'self'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
};

export interface AppSettings {
  /** Where the built console lies. */
  consoleFolder?: string;
  /** As `TRUST_PROXY` gives it; default none. */
  trustProxy?: string;
  console?: ConsoleSettings;
}

/** Everything that main.ts and the tests do to the app alike. */
export function configureApp(
  app: NestExpressApplication,
  { consoleFolder = join(process.cwd(), 'apps/console/dist'), trustProxy = '0', console = { basePath: '/', embedOrigins: [] } }: AppSettings = {},
): NestExpressApplication {
  app.set('trust proxy', /^\d$/.test(trustProxy) ? Number(trustProxy) : trustProxy.split(','));
  const { embedOrigins } = console;
  const directives = { ...CSP, frameAncestors: ["'self'", ...embedOrigins] };
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      // It knows one origin only; where others are allowed, the policy above says which.
      xFrameOptions: embedOrigins.length === 0,
      // TLS ends at a proxy, if anywhere: no promise about https.
      strictTransportSecurity: false,
    }),
  );
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.disable('etag');
  SwaggerModule.setup('push/docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'push/openapi.json' });
  serveConsole(app, consoleFolder, console);
  return app;
}
