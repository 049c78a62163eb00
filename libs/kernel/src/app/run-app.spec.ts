import { once } from 'node:events';
import { createServer } from 'node:net';
import v8 from 'node:v8';
import { Test } from '@nestjs/testing';
import { ConfigError } from '../config/load-config';
import { loggingModule } from '../logging/logging';
import { runApp } from './run-app';

class Exit extends Error {}

describe('runApp', () => {
  let said: string;
  let flags: jest.SpyInstance;
  let exitCode: number | undefined;
  const listenersBefore = process.listeners('disconnect');

  beforeEach(() => {
    said = '';
    exitCode = undefined;
    // Jest's own process keeps its heap.
    flags = jest.spyOn(v8, 'setFlagsFromString').mockImplementation();
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))));
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      exitCode = Number(code);
      throw new Exit();
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const listener of process.listeners('disconnect')) if (!listenersBefore.includes(listener)) process.off('disconnect', listener);
  });

  it('has V8 collect early before anything is loaded', async () => {
    const load = jest.fn(() => Promise.reject(new ConfigError('none')));
    await expect(runApp('api', load)).rejects.toThrow(Exit);
    expect(flags).toHaveBeenCalledWith('--heap-growing-percent=50');
    expect(flags.mock.invocationCallOrder[0]).toBeLessThan(load.mock.invocationCallOrder[0]);
  });

  it('ends with 78 and the wrong variables, without a stack', async () => {
    await expect(runApp('api', () => Promise.reject(new ConfigError('Configuration is not valid:\n  PORT: must be an integer')))).rejects.toThrow(Exit);
    expect(exitCode).toBe(78);
    expect(said).toBe('api: Configuration is not valid:\n  PORT: must be an integer\n');
  });

  it('ends with 1 and the stack when anything else fails', async () => {
    await expect(runApp('api', () => Promise.reject(new Error('no such module')))).rejects.toThrow(Exit);
    expect(exitCode).toBe(1);
    expect(said).toMatch(/^api: Error: no such module\n {4}at /);
  });

  it('says which port is in use and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const module = await Test.createTestingModule({ imports: [loggingModule({ app: 'api', level: 'silent' })] }).compile();
    const app = module.createNestApplication({ logger: false });
    await expect(runApp('api', async () => ({ app, host: '127.0.0.1', port }))).rejects.toThrow(Exit);
    expect(exitCode).toBe(1);
    expect(said).toBe(`api: port ${port} is in use. Stop the other program or set another port (see .env.example).\n`);
    await app.close();
    other.close();
    await once(other, 'close');
  });
});
