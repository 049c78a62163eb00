import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as PinoLogger } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Gateway } from './calls/gateway';
import { allCalls } from './calls/all-calls';
import { Platform } from './domain/platform';
import { setPageHeaders } from './http/page-headers';
import { publicFolder } from './http/public-folder';
import type { SandboxConfig } from './sandbox.config';
import { SandboxModule, type SandboxOverrides } from './sandbox.module';

/** The sandbox as an app that is not listening yet. @param overrides a clock or bounds of a test */
export async function createSandbox(config: Readonly<SandboxConfig>, overrides: SandboxOverrides = {}): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(SandboxModule.with(config, overrides), {
    bufferLogs: true,
    // Phone pages and hung calls keep their connection: they must not keep the process.
    forceCloseConnections: true,
  });
  app.useLogger(app.get(PinoLogger));
  app.disable('x-powered-by');
  app.disable('etag');
  const platform = app.get(Platform);
  const gateway = new Gateway(platform, allCalls(platform));
  // Express passes a rejected promise on to its error handler.
  app.use('/cgi-bin', (request: IncomingMessage & { originalUrl: string }, response: ServerResponse) => gateway.serve(request, response));
  // Whatever is done here may change the state, and the snapshot must know.
  app.use('/sandbox', (request: IncomingMessage, _response: ServerResponse, next: () => void) => {
    if (request.method !== 'GET') platform.touch();
    next();
  });
  app.useStaticAssets(publicFolder(), { extensions: ['html'], setHeaders: setPageHeaders });
  return app;
}
