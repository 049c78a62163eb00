import { Body, Controller, Injectable, Module, Post, ValidationPipe, type INestApplication, type Type } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { getDataSourceToken, InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { IsInt } from 'class-validator';
import request from 'supertest';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { asCaller, InMemoryContentSource, InMemoryHost, InMemoryUserDirectory, sampleHost, TestHostAccess } from '#bi-host/testing';
import { createTestDatabase, type TestDatabase } from '#kernel/testing';
import { WecomPushModule, type WecomPushOptions } from '#push-module';
import { WecomTransport } from '#wecom';
import type { StubWecomTransport } from '#wecom/testing';
import { ADMINISTRATOR, AGENT_ID, APP_SECRET, CORP_ID, stubbedWecom, taskOf, type RecordJson } from '../support/test-app';
import { PUSH_TEST_SCHEMA } from '../support/push-schema';
import { waitFor } from '../support/wait-for';

/** A table of the host's own, in its own default data source. */
@Entity({ name: 'bi_report' })
class BiReport {
  @PrimaryColumn({ type: 'int' }) id: number;
  @Column({ type: 'text' }) name: string;
}

class MakeReportDto {
  @IsInt() id: number;
  name: string;
}

@Controller('reports')
class ReportController {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Shows which pipe ran: the host's own lets unknown fields pass and turns '7' into 7. */
  @Post()
  async make(@Body() body: MakeReportDto): Promise<{ body: MakeReportDto; stored: BiReport[] }> {
    await this.db.getRepository(BiReport).save({ id: body.id, name: body.name });
    return { body, stored: await this.db.getRepository(BiReport).find() };
  }
}

/** Settings that only the host's own injector can give. */
@Injectable()
class Settings {
  wecomPush: WecomPushOptions;
}

const HOST = sampleHost();

@Module({ providers: [{ provide: InMemoryHost, useValue: HOST }], exports: [InMemoryHost] })
class BiUserModule {}

function hostModule(databaseUrl: string): Type<unknown> {
  @Module({
    providers: [
      {
        provide: Settings,
        useFactory: (): Settings => ({
          wecomPush: {
            databaseUrl,
            secretKeys: `host:${Buffer.alloc(32, 9).toString('base64')}`,
            wecom: { baseUrl: 'http://127.0.0.1:9' },
            dispatch: { planningIntervalMs: 50 },
          },
        }),
      },
    ],
    exports: [Settings],
  })
  class SettingsModule {}

  @Module({
    imports: [
      TypeOrmModule.forRoot({ type: 'postgres', url: databaseUrl, entities: [BiReport], synchronize: true }),
      WecomPushModule.forRootAsync({
        imports: [SettingsModule],
        inject: [Settings],
        useFactory: (settings: Settings) => settings.wecomPush,
        host: { imports: [BiUserModule], userDirectory: InMemoryUserDirectory, contentSource: InMemoryContentSource, access: TestHostAccess },
      }),
    ],
    controllers: [ReportController],
  })
  class BiHostAppModule {}
  return BiHostAppModule;
}

const ADAPTERS: Record<string, () => AbstractHttpAdapter> = { Express: () => new ExpressAdapter(), Fastify: () => new FastifyAdapter() };

describe.each(Object.keys(ADAPTERS))('a BI host on %s that loads the module into its own process', (adapter) => {
  let database: TestDatabase;
  let app: INestApplication;
  let wecom: StubWecomTransport;

  beforeAll(async () => {
    database = await createTestDatabase(PUSH_TEST_SCHEMA);
    wecom = stubbedWecom();
    const module = await Test.createTestingModule({ imports: [hostModule(database.url)] }).overrideProvider(WecomTransport).useValue(wecom).compile();
    app = module.createNestApplication(ADAPTERS[adapter](), { logger: ['fatal'] });
    app.useGlobalPipes(new ValidationPipe({ transform: true, transformOptions: { enableImplicitConversion: true } }));
    await app.init();
    const http = app.getHttpAdapter().getInstance() as { ready?: () => Promise<void> };
    await http.ready?.();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const server = () => app.getHttpServer() as Parameters<typeof request>[0];
  const as = asCaller(ADMINISTRATOR);

  it('pushes a page the whole way', async () => {
    const { body: authorization } = await request(server()).post('/push/authorizations').set(as).send({ corpId: CORP_ID, agentId: AGENT_ID, secret: APP_SECRET }).expect(201);
    const authorizationId = (authorization as { id: string }).id;
    await request(server()).put('/push/users/u1/binding').set(as).send({ authorizationId, wecomUserId: 'ZhangWei' }).expect(200);
    const { body: task } = await request(server()).post('/push/tasks').set(as).send(taskOf(authorizationId, { recipients: { userIds: ['u1'] } })).expect(201);
    const { body: started } = await request(server()).post(`/push/tasks/${(task as { id: string }).id}/run`).set(as).expect(202);
    const recordId = (started as { recordId: string }).recordId;
    const record = await waitFor('the push', async () => {
      const { body } = await request(server()).get(`/push/records/${recordId}`).set(as).expect(200);
      return (body as RecordJson).state === 'sent' && (body as RecordJson);
    });
    expect(record.counts).toMatchObject({ total: 1, sent: 1 });
    expect(wecom.callsOf('message/send')).toHaveLength(1);
  });

  it('answers its errors in its own form, with no filter of the host', async () => {
    const { body } = await request(server()).get('/push/records/00000000-0000-7000-8000-000000000000').set(as).expect(404);
    expect(body).toMatchObject({ code: 'PUSH_RECORD_NOT_FOUND' });
    const { body: nobody } = await request(server()).get('/push/tasks').expect(401);
    expect(nobody).toMatchObject({ code: 'NOT_AUTHENTICATED' });
    // Nest runs the host's global pipes before ours: what they refuse is refused in the host's form, and never let through.
    await request(server()).post('/push/tasks').set(as).send({ unknown: 1 }).expect(400);
    const { body: ours } = await request(server()).post('/push/tasks').set(as).send(taskOf('00000000-0000-7000-8000-000000000000', { unknown: 1 })).expect(400);
    expect(ours).toMatchObject({ code: 'INVALID_INPUT', details: { fields: { unknown: ['property unknown should not exist'] } } });
  });

  it("leaves the host's routes, pipes and default data source alone", async () => {
    const { body } = await request(server()).post('/reports').send({ id: '7', name: '月报', extra: true }).expect(201);
    expect(body).toEqual({ body: { id: 7, name: '月报', extra: true }, stored: [{ id: 7, name: '月报' }] });
    await request(server()).post('/reports').send({ id: 'seven' }).expect(400);
    await request(server()).get('/health/live').expect(404);
    const own = app.get<DataSource>(getDataSourceToken());
    const tables = (await own.query(`select table_schema, table_name from information_schema.tables where table_name like 'push_%' or table_name = 'bi_report' order by 1, 2`)) as {
      table_schema: string;
      table_name: string;
    }[];
    expect(tables.filter((table) => table.table_schema === 'public').map((table) => table.table_name)).toEqual(['bi_report']);
    expect(tables.some((table) => table.table_schema === 'wecom_push' && table.table_name === 'push_run')).toBe(true);
    expect(own.options).toMatchObject({ synchronize: true, entities: [BiReport] });
  });
});
