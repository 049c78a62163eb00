import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig, runApp } from '#kernel';
import { ApiConfig } from './api.config';
import { ApiModule } from './api.module';
import { configureApp } from './configure-app';

void runApp('api', async () => {
  const config = loadConfig(ApiConfig, process.env);
  const app = configureApp(await NestFactory.create<NestExpressApplication>(ApiModule.with(config), { bufferLogs: true }), { trustProxy: config.TRUST_PROXY, console: config.consoleSettings() });
  return { app, host: config.HOST, port: config.PORT };
});
