import { Controller, Get, Req, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { loggingModule } from './logging';

@Controller()
class EchoController {
  @Get('id')
  id(@Req() request: { id: unknown }): { id: unknown } {
    return { id: request.id };
  }
}

describe('loggingModule', () => {
  let app: INestApplication;
  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [loggingModule({ app: 'test', level: 'silent' })], controllers: [EchoController] }).compile();
    app = module.createNestApplication();
    app.useLogger(false);
    await app.init();
  });
  afterAll(() => app.close());

  const idOf = async (given?: string): Promise<string> => (await request(app.getHttpServer()).get('/id').set(given === undefined ? {} : { 'x-request-id': given })).body.id;

  it("keeps the caller's request id, so that logs of two systems can be joined", async () => {
    expect(await idOf('gateway-7.42_a')).toBe('gateway-7.42_a');
  });

  it('makes one where there is none', async () => {
    const [first, second] = [await idOf(), await idOf()];
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect(first).not.toBe(second);
  });

  it.each(['', 'a b', '{"level":60}', 'x'.repeat(65)])('replaces the id "%s", which could forge or flood a log', async (given) => {
    expect(await idOf(given)).toMatch(/^[\da-f-]{36}$/);
  });
});
