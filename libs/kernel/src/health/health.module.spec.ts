import { Injectable, Module, type INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HealthModule, Readiness } from './health.module';

/** What the process needs, set by the test. */
class Needs {
  checks: Record<string, string> = {};
}

@Module({ providers: [Needs], exports: [Needs] })
class NeedsModule {}

@Injectable()
class AppReadiness extends Readiness {
  constructor(private readonly needs: Needs) {
    super();
  }

  override async check(): Promise<Record<string, string>> {
    return this.needs.checks;
  }
}

const adapters: Record<string, () => ExpressAdapter | FastifyAdapter> = { Express: () => new ExpressAdapter(), Fastify: () => new FastifyAdapter() };

describe.each(Object.keys(adapters))('HealthModule on %s', (adapter) => {
  let app: INestApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [HealthModule.with(AppReadiness, [NeedsModule])] }).compile();
    app = module.createNestApplication(adapters[adapter]());
    app.useLogger(false);
    await app.init();
    if (adapter === 'Fastify') await (app as NestFastifyApplication).getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());

  const get = (path: string) => request(app.getHttpServer()).get(`/health/${path}`);
  const given = (checks: Record<string, string>): void => void (app.get(Needs, { strict: false }).checks = checks);

  it('is ready when all that it needs is ok', async () => {
    given({ database: 'ok', queue: 'ok' });
    expect((await get('ready').expect(200)).body).toEqual({ status: 'ok', checks: { database: 'ok', queue: 'ok' } });
  });

  it('says what is wrong when it is not ready', async () => {
    given({ database: 'The database does not answer', queue: 'ok' });
    expect((await get('ready').expect(503)).body).toEqual({ status: 'unavailable', checks: { database: 'The database does not answer', queue: 'ok' } });
  });

  it('lives whatever it depends on, so that an outage of the database restarts nobody', async () => {
    given({ database: 'The database does not answer' });
    expect((await get('live').expect(200)).body).toEqual({ status: 'ok' });
  });
});
