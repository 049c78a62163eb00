import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { loadConfig } from '#kernel';
import { ApiConfig } from './api.config';
import { ApiModule } from './api.module';

/** The document of our REST API; docs/push-api.openapi.json is the committed copy. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('WeCom BI push')
    .setDescription('Authorize WeCom corps, bind people, make push tasks, and look back at what was sent. Every error is `{ code, message, details }`.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'POST /push/sessions gives one; or a token of your identity provider.' })
    .build();
  return SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}` });
}

/** The same document without a database or a running app: Nest only looks at the classes. */
export async function openApiDocumentOfCode(): Promise<OpenAPIObject> {
  const nowhere = {
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    SECRET_KEYS: `none:${Buffer.alloc(32).toString('base64')}`,
    HOST_BASE_URL: 'http://127.0.0.1:9',
    HOST_SHARED_SECRET: 'x'.repeat(32),
    JWT_SECRET: 'y'.repeat(32),
  };
  const app = await NestFactory.create(ApiModule.with(loadConfig(ApiConfig, nowhere)), { preview: true, logger: false });
  return openApiDocument(app);
}
