import type { INestApplication } from '@nestjs/common';
import { Logger as PinoLogger } from 'nestjs-pino';
import { ConfigError } from '../config/load-config';
import { keepHeapSmall } from './small-heap';

export interface LoadedApp {
  app: INestApplication;
  /** Address to listen on, such as `127.0.0.1`. */
  host: string;
  port: number;
}

function fail(name: string, message: string, exitCode: number): never {
  process.stderr.write(`${name}: ${message}\n`);
  process.exit(exitCode);
}

/**
 * Starts an app of ours: loads it with its configuration, listens, and stops it in order on SIGINT, SIGTERM, or when the process
 * that started it over an IPC channel is gone. Ends the process with one clear sentence when it cannot start.
 */
export async function runApp(name: string, load: () => Promise<LoadedApp>): Promise<void> {
  keepHeapSmall();
  try {
    const { app, host, port } = await load();
    app.useLogger(app.get(PinoLogger));
    app.enableShutdownHooks();
    process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    await app.listen(port, host);
    app.get(PinoLogger).log(`${name} listens on http://${host}:${port}`);
  } catch (error) {
    if (error instanceof ConfigError) fail(name, error.message, ConfigError.EXIT_CODE);
    const { code, port } = error as { code?: string; port?: number };
    if (code === 'EADDRINUSE') fail(name, `port ${port ?? '?'} is in use. Stop the other program or set another port (see .env.example).`, 1);
    fail(name, error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
  }
}
