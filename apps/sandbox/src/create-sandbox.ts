import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger as PinoLogger } from 'nestjs-pino';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Gateway } from './calls/gateway';
import { allCalls } from './calls/all-calls';
import { Platform } from './domain/platform';
import { publicFolder } from './http/public-folder';
import type { SandboxConfig } from './sandbox.config';
import { SandboxModule, type SandboxOverrides } from './sandbox.module';

/** No inline script or style, nothing from outside but the pictures that messages point at. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: http: https:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

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
  app.useStaticAssets(publicFolder(), {
    extensions: ['html'],
    setHeaders: (response) => {
      response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('referrer-policy', 'no-referrer');
      response.setHeader('cache-control', 'no-cache');
    },
  });
  return app;
}
