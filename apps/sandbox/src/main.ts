import 'reflect-metadata';
import { loadConfig, runApp } from '#kernel';
import { createSandbox } from './create-sandbox';
import { SandboxConfig } from './sandbox.config';

void runApp('sandbox', async () => {
  const config = loadConfig(SandboxConfig, process.env);
  return { app: await createSandbox(config), host: config.HOST, port: config.PORT };
});
