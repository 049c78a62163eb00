import { Module, type INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HostAccess } from '#bi-host';
import { asCaller, TestHostAccess } from '#bi-host/testing';
import { TemplatingModule } from '../templating.module';

@Module({ providers: [{ provide: HostAccess, useClass: TestHostAccess }], exports: [HostAccess] })
class AccessModule {}

describe.each(['express', 'fastify'] as const)('templates on %s', (adapter) => {
  let app: INestApplication;

  async function start(http: boolean): Promise<void> {
    const imports = [{ module: AccessModule, global: true }, TemplatingModule.register({ http })];
    const module = await Test.createTestingModule({ imports }).compile();
    app = module.createNestApplication(adapter === 'fastify' ? new FastifyAdapter() : new ExpressAdapter());
    await app.init();
    if (adapter === 'fastify') await (app as NestFastifyApplication).getHttpAdapter().getInstance().ready();
  }
  afterEach(() => app.close());

  it('are listed for anyone signed in, with names in both languages', async () => {
    await start(true);
    const { body } = await request(app.getHttpServer()).get('/push/templates').set(asCaller()).expect(200);
    expect(body.items.map(({ key, version, msgtype, needsLink }: Record<string, unknown>) => [key, version, msgtype, needsLink])).toEqual([
      ['markdown-digest', 2, 'markdown', false], ['textcard-link', 2, 'textcard', true], ['text-short', 2, 'text', false],
      ['news-picture', 1, 'news', true], ['template-card-numbers', 1, 'template_card', true], ['image-page', 1, 'image', false],
      ['file-xlsx', 1, 'file', false], ['file-csv', 1, 'file', false], ['file-pdf', 1, 'file', false],
    ]);
    expect(body.items[0].name).toEqual({ 'zh-CN': '图文摘要', 'en-US': 'Digest' });
    expect(body.items[0]).not.toHaveProperty('sources');
  });

  it('are for nobody else', async () => {
    await start(true);
    await request(app.getHttpServer()).get('/push/templates').expect(401);
  });

  it('are not served by a process without endpoints', async () => {
    await start(false);
    await request(app.getHttpServer()).get('/push/templates').set(asCaller()).expect(404);
  });
});
