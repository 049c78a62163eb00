import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig, runApp } from '#kernel';
import { configureApp } from './configure-app';
import { DemoHostConfig } from './demo-host.config';
import { DemoHostModule } from './demo-host.module';

void runApp('demo-host', async () => {
  const config = loadConfig(DemoHostConfig, process.env);
  const app = await NestFactory.create<NestExpressApplication>(DemoHostModule.with(config), { bufferLogs: true, rawBody: true });
  configureApp(app);
  return { app, host: config.HOST, port: config.PORT };
});
