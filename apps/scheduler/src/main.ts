import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig, runApp } from '#kernel';
import { SchedulerConfig } from './scheduler.config';
import { SchedulerModule } from './scheduler.module';

void runApp('scheduler', async () => {
  const config = loadConfig(SchedulerConfig, process.env);
  const app = await NestFactory.create(SchedulerModule.with(config), { bufferLogs: true });
  return { app, host: config.HOST, port: config.PORT };
});
