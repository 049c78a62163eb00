import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { openApiDocument } from './open-api';

/** A task names up to 10,000 people. */
const BODY_LIMIT = '2mb';

/** Everything that main.ts and the tests do to the app alike. */
export function configureApp(app: NestExpressApplication, consoleFolder = join(process.cwd(), 'apps/console/dist')): NestExpressApplication {
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.disable('x-powered-by');
  app.disable('etag');
  SwaggerModule.setup('push/docs', app, () => openApiDocument(app), { jsonDocumentUrl: 'push/openapi.json' });
  serveConsole(app, consoleFolder);
  return app;
}

function serveConsole(app: NestExpressApplication, folder: string): void {
  if (!existsSync(folder)) return;
  app.useStaticAssets(folder, { index: ['index.html'] });
}
