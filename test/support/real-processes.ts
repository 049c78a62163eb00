import { spawn, type ChildProcess } from 'node:child_process';
import { freePort } from './free-ports';
import { waitFor } from './wait-for';

/** Loading Nest takes two seconds of a free core; a busy machine has none. */
const START_DEADLINE_MS = 120_000;

/** One app of ours as a process of its own, from dist, as an operator runs it. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private output = '';

  constructor(
    readonly app: 'api' | 'scheduler' | 'sandbox' | 'demo-host',
    readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it without waiting for it to be ready. */
  spawn(): this {
    const { PATH, HOME } = process.env;
    // An IPC channel: the app ends by itself when the test run is killed.
    this.child = spawn(process.execPath, [`dist/apps/${this.app}/src/main.js`], {
      env: { PATH, HOME, LOG_LEVEL: 'warn', ...this.env, HOST: '127.0.0.1', PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-20_000);
      });
    }
    return this;
  }

  async start(): Promise<this> {
    this.spawn();
    await waitFor(`${this.app} to be ready`, async () => {
      if (this.child?.exitCode !== null) throw new Error(`${this.app} ended with code ${this.child?.exitCode}:\n${this.output}`);
      return fetch(`${this.url}/health/ready`).then(
        (response) => response.ok,
        () => false,
      );
    }, START_DEADLINE_MS);
    return this;
  }

  /** What an operating system does to a process: no warning, no farewell. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  get log(): string {
    return this.output;
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    child.kill(signal);
    return ended;
  }
}

export const DEMO = {
  account: 'zhangwei',
  password: 'demo1234',
  tenant: 'demo',
  corpId: 'ww5a9d0c2b7e41f386',
  agentId: 1_000_002,
  secret: 'demo-sandbox-secret-not-for-production-0001',
};

const HOST_SHARED_SECRET = 'process-test-host-secret-0123456789abcdef';

/** Sandbox, demo host, API and as many schedulers as asked for, on one database, each a process of its own. */
export class RealSystem {
  private constructor(
    readonly sandbox: AppProcess,
    readonly demoHost: AppProcess,
    readonly api: AppProcess,
    readonly schedulers: readonly AppProcess[],
  ) {}

  /** @param settings of API and schedulers, besides those that every test needs */
  static async start(databaseUrl: string, schedulers: number, settings: Record<string, string> = {}): Promise<RealSystem> {
    const sandbox = new AppProcess('sandbox', await freePort(), { SEED: 'demo' });
    const demoPort = await freePort();
    const demoHost = new AppProcess('demo-host', demoPort, { HOST_SHARED_SECRET, PUBLIC_URL: `http://127.0.0.1:${demoPort}` });
    const apiPort = await freePort();
    const service = {
      DATABASE_URL: databaseUrl,
      SECRET_KEYS: `process-test:${Buffer.alloc(32, 5).toString('base64')}`,
      PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
      WECOM_BASE_URL: sandbox.url,
      WECOM_OAUTH_URL: sandbox.url,
      WECOM_LOGIN_URL: sandbox.url,
      HOST_BASE_URL: demoHost.url,
      HOST_SHARED_SECRET,
      JWT_SECRET: 'process-test-jwt-secret-0123456789abcdef',
      DEFAULT_TENANT: DEMO.tenant,
      ...settings,
    };
    const api = new AppProcess('api', apiPort, service);
    const workers: AppProcess[] = [];
    for (let index = 0; index < schedulers; index += 1) workers.push(new AppProcess('scheduler', await freePort(), service));
    const system = new RealSystem(sandbox, demoHost, api, workers);
    try {
      await Promise.all([sandbox, demoHost].map((app) => app.start()));
      await Promise.all([api, ...workers].map((app) => app.start()));
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  async stop(): Promise<void> {
    for (const app of [...this.schedulers, this.api, this.demoHost, this.sandbox]) await app.stop();
  }
}

/** A person with a REST client: JSON in, JSON out, every answer that is not a success is an error with its text. */
export class RestClient {
  private token = '';

  constructor(private readonly baseUrl: string) {}

  async signIn(account: string, password: string): Promise<void> {
    const { token } = await this.post<{ token: string }>('/push/sessions', { account, password });
    this.token = token;
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(this.token && { authorization: `Bearer ${this.token}` }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
