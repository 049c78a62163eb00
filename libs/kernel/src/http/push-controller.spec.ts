import { Body, Get, Param, Post, Query, type INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Type as TypeOf } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsInt, IsOptional, IsString, Max, MaxLength, ValidateNested } from 'class-validator';
import request from 'supertest';
import { DatabaseUnavailableError } from '../database/database-unavailable';
import { DomainError, InvalidInputError, type ErrorKind } from '../errors/domain-error';
import { PushController } from './push-controller';

class TimeDto {
  @IsInt() @Max(23) hour: number;
}

class TaskDto {
  @IsString() @MaxLength(10) title: string;
  @IsDefined() @ValidateNested() @TypeOf(() => TimeDto) time: TimeDto;
  @IsOptional() @IsArray() @ArrayMaxSize(2) @ValidateNested({ each: true }) @TypeOf(() => TimeDto) more?: TimeDto[];
}

class ListDto {
  @IsOptional() @TypeOf(() => Number) @IsInt() @Max(200) limit?: number;
}

class KindError extends DomainError {
  readonly code = 'SOME_CODE';
  constructor(readonly kind: ErrorKind) {
    super('文字 and what to do', { taskId: 't1' }, new Error('the cause stays with us'));
  }
}

@PushController('things')
class ThingController {
  @Post()
  create(@Body() task: TaskDto): TaskDto {
    return task;
  }

  @Get()
  list(@Query() query: ListDto): ListDto {
    return query;
  }

  @Get('error/:kind')
  error(@Param('kind') kind: ErrorKind): never {
    throw new KindError(kind);
  }

  @Get('field')
  field(): never {
    throw InvalidInputError.field('schedule.cron', 'has 4 fields, needs 5');
  }

  @Get('gone')
  gone(): never {
    throw new DatabaseUnavailableError(new Error('connect ECONNREFUSED 10.0.0.7:5432'));
  }

  @Get('bug')
  bug(): never {
    throw new Error('internal text with password=hunter2');
  }
}

const adapters: Record<string, () => ExpressAdapter | FastifyAdapter> = { Express: () => new ExpressAdapter(), Fastify: () => new FastifyAdapter() };

async function start(adapter: string): Promise<INestApplication> {
  const module = await Test.createTestingModule({ controllers: [ThingController] }).compile();
  const app = module.createNestApplication(adapters[adapter]());
  app.useLogger(false);
  await app.init();
  if (adapter === 'Fastify') await (app as NestFastifyApplication).getHttpAdapter().getInstance().ready();
  return app;
}

describe.each(Object.keys(adapters))('PushController on %s', (adapter) => {
  let app: INestApplication;
  beforeAll(async () => {
    app = await start(adapter);
  });
  afterAll(() => app.close());

  const post = (body: unknown) => request(app.getHttpServer()).post('/push/things').set('content-type', 'application/json').send(JSON.stringify(body));
  const get = (path: string) => request(app.getHttpServer()).get(`/push/things${path}`);

  it.each<[ErrorKind, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['rate_limited', 429],
    ['unavailable', 503],
  ])('answers an error of kind %s with %d', async (kind, status) => {
    const { body, headers } = await get(`/error/${kind}`).expect(status);
    expect(body).toEqual({ code: 'SOME_CODE', message: '文字 and what to do', details: { taskId: 't1' } });
    expect(headers['content-type']).toMatch(/^application\/json/);
  });

  it('names a wrong field that only a service could find', async () => {
    const { body } = await get('/field').expect(400);
    expect(body).toEqual({
      code: 'INVALID_INPUT',
      message: 'schedule.cron: has 4 fields, needs 5',
      details: { fields: { 'schedule.cron': ['has 4 fields, needs 5'] } },
    });
  });

  it('says that the database is gone and when to come back, and nothing of where it is', async () => {
    const { body, headers } = await get('/gone').expect(503);
    expect(body).toEqual({ code: 'DATABASE_UNAVAILABLE', message: 'The database does not answer: try again in a moment', details: {} });
    expect(headers['retry-after']).toBe('5');
  });

  it('says nothing of a bug', async () => {
    const { body } = await get('/bug').expect(500);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('takes what is right, and nested objects as their classes', async () => {
    const task = { title: '销售日报', time: { hour: 9 }, more: [{ hour: 18 }] };
    expect((await post(task).expect(201)).body).toEqual(task);
  });

  it('reads numbers from a query where the field says so', async () => {
    expect((await get('?limit=20').expect(200)).body).toEqual({ limit: 20 });
    expect((await get('').expect(200)).body).toEqual({});
  });

  it.each<[string, unknown, string[]]>([
    ['an unknown field', { title: 'a', time: { hour: 1 }, colour: 'red' }, ['colour']],
    ['an unknown field inside', { title: 'a', time: { hour: 1, minute: 1 } }, ['time.minute']],
    ['a nested field', { title: 'a', time: { hour: 24 } }, ['time.hour']],
    ['an item of a list', { title: 'a', time: { hour: 1 }, more: [{ hour: 1 }, { hour: '2' }] }, ['more.1.hour']],
    ['a list that is too long', { title: 'a', time: { hour: 1 }, more: [{ hour: 1 }, { hour: 2 }, { hour: 3 }] }, ['more']],
    ['a text for an object', { title: 'a', time: '09:00' }, ['time']],
    ['several fields at once', { title: '一二三四五六七八九十一' }, ['title', 'time']],
    ['nothing', {}, ['title', 'time']],
  ])('refuses %s, and names it', async (_case, input, fields) => {
    const { body } = await post(input).expect(400);
    expect(body.code).toBe('INVALID_INPUT');
    expect(Object.keys(body.details.fields).toSorted()).toEqual(fields.toSorted());
    for (const field of fields) expect(body.message).toContain(`${field}: `);
  });

  it.each([[[]], [[{ title: 'a', time: { hour: 1 } }]]])('refuses the list %j in place of an object', async (list) => {
    expect((await post(list).expect(400)).body.code).toBe('INVALID_INPUT');
  });

  it('refuses a request without a body', async () => {
    const { body } = await request(app.getHttpServer()).post('/push/things').expect(400);
    expect(Object.keys(body.details.fields)).toEqual(['title', 'time']);
  });
});
