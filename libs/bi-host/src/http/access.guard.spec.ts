import { Get } from '@nestjs/common';
import request from 'supertest';
import { PushController } from '#kernel';
import { TestClock } from '#kernel/testing';
import { BiHostModule } from '../bi-host.module';
import { asCaller, inMemoryHostPorts, sampleHost } from '../testing';
import { globalPorts, startApp } from '../testing/http-app';
import { AccessGuard, Allow } from './access.guard';

describe('who may call', () => {
  @PushController('forgotten')
  class ForgottenController {
    @Get('open')
    open(): string {
      return 'open to all';
    }

    @Get('guarded')
    @Allow('member')
    guarded(): string {
      return 'fine';
    }
  }

  it('does not start while an endpoint does not say it', async () => {
    const ports = globalPorts(inMemoryHostPorts(sampleHost()));
    await expect(startApp('express', [ports, BiHostModule], new TestClock(), [ForgottenController])).rejects.toThrow('Declare with @Allow who may call: ForgottenController.open');
  });

  @Allow('administrator')
  @PushController('mixed')
  class MixedController {
    @Get('public')
    @Allow('public')
    anybody(): string {
      return 'anybody';
    }

    @Get('member')
    @Allow('member')
    member(): string {
      return 'member';
    }

    @Get('class')
    administrator(): string {
      return 'administrator';
    }
  }

  it("takes a method's word before its class's", async () => {
    const app = await startApp('express', [globalPorts(inMemoryHostPorts(sampleHost())), BiHostModule], new TestClock(), [MixedController]);
    const status = async (path: string, caller?: Parameters<typeof asCaller>[0]) =>
      (await request(app.getHttpServer()).get(`/push/mixed/${path}`).set(caller ? asCaller(caller) : {})).status;
    expect([await status('public'), await status('member'), await status('class')]).toEqual([200, 401, 401]);
    expect([await status('member', {}), await status('class', {})]).toEqual([200, 403]);
    expect(await status('class', { administrator: true })).toBe(200);
    await app.close();
  });

  it('lets nobody in where nothing is said, administrators neither', async () => {
    const access = inMemoryHostPorts(sampleHost()).access;
    const guard = new AccessGuard(new access());
    const context = { getHandler: () => () => undefined, getClass: () => class {}, switchToHttp: () => ({ getRequest: () => ({ headers: asCaller({ administrator: true }) }) }) };
    await expect(guard.canActivate(context as never)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
