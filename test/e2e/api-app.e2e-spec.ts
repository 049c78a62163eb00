import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { ApiConfig } from '../../apps/api/src/api.config';
import { ApiModule } from '../../apps/api/src/api.module';
import { configureApp } from '../../apps/api/src/configure-app';
import { ConfigError, loadConfig } from '#kernel';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';

const ENVIRONMENT = {
  LOG_LEVEL: 'silent',
  SECRET_KEYS: `test:${Buffer.alloc(32, 3).toString('base64')}`,
  HOST_BASE_URL: 'http://127.0.0.1:9',
  HOST_SHARED_SECRET: 'a-host-secret-for-tests-0123456789ab',
  JWT_SECRET: 'a-jwt-secret-for-tests-0123456789abc',
};

describe('the API app', () => {
  let database: TestDatabase;
  let app: NestExpressApplication;
  const consoleFolder = mkdtempSync(join(tmpdir(), 'console-'));

  /** As the console's build leaves it. @param version in the names of its files */
  function buildConsole(version: string): void {
    const file = (name: string, content: string | Buffer): void => writeFileSync(join(consoleFolder, name), content);
    const script = `export {}; // ${version}`;
    file(`assets/index-${version}.js`, script);
    file(`assets/index-${version}.js.gz`, gzipSync(script));
    file(`assets/index-${version}.js.br`, brotliCompressSync(script));
    const files = (language: string): string[] => ['index', 'task', language].map((name) => `assets/${name}-${version}.js`).concat(`assets/task-${version}.css`);
    const tasks = { 'zh-CN': files('chinese'), 'en-US': files('english') };
    const none = { 'zh-CN': [], 'en-US': [] };
    file('.pages.json', JSON.stringify([{ path: '/tasks/new', files: none }, { path: '/tasks/:taskId', files: tasks }, { path: '/records/:recordId?', files: none }, { path: '/*', files: none }]));
    file('index.html', `<!doctype html>\n<html>\n  <head>\n    <title>console</title>\n    <script src="./assets/index-${version}.js"></script>\n  </head>\n</html>`);
  }

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    mkdirSync(join(consoleFolder, 'assets'));
    buildConsole('1a2b');
    const config = loadConfig(ApiConfig, {
      ...ENVIRONMENT,
      DATABASE_URL: database.url,
      PUBLIC_URL: 'https://bi.example.com/push-console',
      CONSOLE_EMBED_ORIGINS: 'https://bi.example.com,http://127.0.0.1:8080',
      CONSOLE_THEME_COLOR: '#0a7d4f',
    });
    const module = await Test.createTestingModule({ imports: [ApiModule.with(config)] }).compile();
    app = configureApp(module.createNestApplication<NestExpressApplication>({ logger: false }), { consoleFolder, console: config.consoleSettings() });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const http = () => request(app.getHttpServer());

  it('is live, and ready once database and queue answer', async () => {
    expect((await http().get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
    expect((await http().get('/health/ready').expect(200)).body).toEqual({ status: 'ok', checks: { database: 'ok', queue: 'ok' } });
  });

  it('serves its documentation and the document', async () => {
    await http().get('/push/docs').expect(200).expect('content-type', /html/);
    const { body } = await http().get('/push/openapi.json').expect(200);
    expect(Object.keys((body as { paths: object }).paths)).toContain('/push/tasks/{id}/run');
  });

  it("gives the console's page for every address of its own, and files with a long life", async () => {
    expect((await http().get('/records?state=failed').set('accept', 'text/html').expect(200)).text).toContain('<title>console</title>');
    await http().get('/assets/index-1a2b.js').expect(200).expect('cache-control', /immutable/);
    await http().get('/assets/gone.js').expect(404);
    expect((await http().get('/push/nothing').set('accept', 'text/html').expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('gives files as the build compressed them, as far as the browser takes that', async () => {
    for (const [accepted, sent] of [['gzip, deflate, br', 'br'], ['gzip, br;q=0', 'gzip'], ['identity', undefined]] as const) {
      const response = await http().get('/assets/index-1a2b.js').set('accept-encoding', accepted).expect(200).expect('content-type', /javascript/).expect('vary', /Accept-Encoding/);
      expect([accepted, response.headers['content-encoding']]).toEqual([accepted, sent]);
    }
  });

  it('names in the page what its address needs in the language of the browser, and no more', async () => {
    const linksOf = async (address: string, languages: string): Promise<string[]> => {
      const { text } = await http().get(address).set({ accept: 'text/html', 'accept-language': languages }).expect(200).expect('vary', /Accept-Language/);
      return [...text.matchAll(/<link rel="(\w+)" crossorigin href="\.\/assets\/([^"]+)">/g)].map(([, rel, file]) => `${rel} ${file}`);
    };
    const task = (language: string): string[] => ['modulepreload task-1a2b.js', `modulepreload ${language}-1a2b.js`, 'stylesheet task-1a2b.css'];
    expect(await linksOf('/tasks/17', 'en-GB,en;q=0.9,zh;q=0.8')).toEqual(task('english'));
    expect(await linksOf('/tasks/17/?from=list', 'fr, zh-TW;q=0.5, en;q=0.4')).toEqual(task('chinese'));
    expect(await linksOf('/tasks/17', 'fr')).toEqual(task('chinese'));
    for (const address of ['/', '/tasks/new', '/records', '/records/1', '/tasks/17/history']) expect([address, await linksOf(address, 'en')]).toEqual([address, []]);
  });

  it('gives the page anew after the console was built again', async () => {
    const page = async (): Promise<string> => (await http().get('/tasks/17').set('accept', 'text/html').expect(200)).text;
    expect(await page()).toContain('index-1a2b.js');
    rmSync(join(consoleFolder, 'index.html'));
    expect(await page()).toContain('index-1a2b.js');
    buildConsole('3c4d');
    // Not by chance in the same millisecond as the build before.
    utimesSync(join(consoleFolder, 'index.html'), new Date(), new Date(Date.now() + 5000));
    const rebuilt = await page();
    expect(rebuilt).toContain('index-3c4d.js');
    expect(rebuilt).toContain('task-3c4d.js');
    expect(rebuilt).not.toContain('1a2b');
  });

  it('tells the page the path it hangs on and what the operator decided, in attributes that nothing breaks out of', async () => {
    const { text } = await http().get('/tasks/new').set('accept', 'text/html').expect(200);
    expect(text).toContain('<base href="/push-console/" />');
    const [, content = ''] = /<meta name="push-console" content="([^"<>]*)" \/>/.exec(text) ?? [];
    expect(JSON.parse(decodeURIComponent(content))).toEqual({ embedOrigins: ['https://bi.example.com', 'http://127.0.0.1:8080'], themeColor: '#0a7d4f' });
  });

  it('lets pages load nothing from elsewhere and be framed by nobody but the origins of its configuration', async () => {
    const { headers } = await http().get('/').expect(200);
    expect(headers['content-security-policy']).toContain("default-src 'none';script-src 'self';");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self' https://bi.example.com http://127.0.0.1:8080");
    expect(headers['x-frame-options']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('answers what it cannot read in the form of its other errors', async () => {
    expect((await http().post('/push/sessions').set('content-type', 'application/json').send('{"account":').expect(400)).body).toMatchObject({ code: 'BAD_REQUEST' });
    const tooLarge = JSON.stringify({ account: 'x'.repeat(3_000_000) });
    expect((await http().post('/push/sessions').set('content-type', 'application/json').send(tooLarge).expect(413)).body).toMatchObject({ code: 'BODY_TOO_LARGE' });
    expect((await http().get('/push/tasks/not-a-uuid').expect(401)).body).toMatchObject({ code: 'NOT_AUTHENTICATED' });
  });
});

describe('configuration of the API app', () => {
  const complete = { ...ENVIRONMENT, DATABASE_URL: 'postgres://u@127.0.0.1/db' };
  const messageOf = (env: NodeJS.ProcessEnv): string => {
    try {
      loadConfig(ApiConfig, env);
      return '';
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return (error as Error).message;
    }
  };

  it('names every wrong variable at once, and no value', () => {
    const message = messageOf({ PORT: '99999', DATABASE_URL: 'mysql://x', HOST_SHARED_SECRET: 'too-short-to-be-one', SECRET_KEYS: 'k:not-base64', HOST_BASE_URL: 'here' });
    for (const name of ['PORT', 'DATABASE_URL', 'HOST_SHARED_SECRET', 'SECRET_KEYS', 'HOST_BASE_URL']) expect(message).toContain(name);
    expect(message).not.toContain('too-short-to-be-one');
    expect(message).not.toContain('mysql');
  });

  it('takes a secret of the quick start only in the quick start, and in production never', () => {
    const demo = { ...complete, JWT_SECRET: 'quick-start-jwt-secret-not-for-production' };
    expect(messageOf(demo)).toContain('JWT_SECRET is a secret of the quick start');
    expect(messageOf({ ...demo, QUICK_START: 'true' })).toBe('');
    expect(messageOf({ ...demo, QUICK_START: 'true', NODE_ENV: 'production' })).toContain('JWT_SECRET');
    const demoKey = { ...complete, SECRET_KEYS: `demo-not-for-production:${Buffer.alloc(32).toString('base64')}` };
    expect(messageOf(demoKey)).toContain('SECRET_KEYS');
  });

  it('takes the people who are told of alarms as ids without spaces, and a language that it knows', () => {
    expect(messageOf({ ...complete, ALARM_USER_IDS: 'u1,u2', ALARM_LANGUAGE: 'en-US' })).toBe('');
    expect(messageOf({ ...complete, ALARM_USER_IDS: 'u1, u2' })).toContain('ALARM_USER_IDS must be up to 50 ids of host users');
    expect(messageOf({ ...complete, ALARM_LANGUAGE: 'fr-FR' })).toContain('ALARM_LANGUAGE');
  });

  it.each(['*', 'https://bi.example.com/path', 'javascript:alert(1)', 'https://a.example https://b.example'])('takes no %p as the origin of a page around the console', (origin) => {
    expect(messageOf({ ...complete, CONSOLE_EMBED_ORIGINS: origin })).toContain('CONSOLE_EMBED_ORIGINS');
  });

  it('takes a provider whole or not at all', () => {
    const suite = `dk0123456789abcdef:suite-secret-1:Token123:${'a'.repeat(43)}`;
    expect(messageOf({ ...complete, CUSTOMIZED_SUITE: 'dk01:only-half' })).toContain('CUSTOMIZED_SUITE must be SuiteID:Secret:Token:EncodingAESKey');
    expect(() => ApiModule.with(loadConfig(ApiConfig, { ...complete, CUSTOMIZED_SUITE: suite }))).toThrow('PROVIDER_CORP_ID, PROVIDER_SECRET');
    expect(() => ApiModule.with(loadConfig(ApiConfig, { ...complete, PROVIDER_CORP_ID: 'ww1', PROVIDER_SECRET: 's', CUSTOMIZED_SUITE: suite }))).not.toThrow();
  });

  it('wants one way to check tokens, and not two', () => {
    const { JWT_SECRET: _none, ...without } = complete;
    expect(() => ApiModule.with(loadConfig(ApiConfig, without))).toThrow('JWT_SECRET, JWT_JWKS_URL');
    expect(() => ApiModule.with(loadConfig(ApiConfig, { ...complete, JWT_JWKS_URL: 'https://idp.example.com/keys' }))).toThrow('JWT_SECRET, JWT_JWKS_URL');
  });
});
