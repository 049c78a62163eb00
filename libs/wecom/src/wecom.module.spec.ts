import { Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { StubWecomTransport } from './testing';
import { HttpWecomTransport } from './transport/http-wecom.transport';
import { WecomTransport } from './transport/wecom-transport.port';
import { WecomModule } from './wecom.module';

class Settings {
  readonly wecom = { baseUrl: 'http://127.0.0.1:9' };
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

describe('WecomModule', () => {
  it('gives the transport over HTTP, with options that come from another module, and closes it with the app', async () => {
    const module = await Test.createTestingModule({
      imports: [WecomModule.forRootAsync({ imports: [SettingsModule], inject: [Settings], useFactory: (settings: Settings) => settings.wecom })],
    }).compile();
    const app = await module.init();
    const transport = app.get<HttpWecomTransport>(WecomTransport);
    expect(transport).toBeInstanceOf(HttpWecomTransport);
    const closed = jest.spyOn(transport, 'onApplicationShutdown');
    await app.close();
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('does not start with a base URL that would send tokens in plain text', async () => {
    await expect(Test.createTestingModule({ imports: [WecomModule.forRoot({ baseUrl: 'http://qyapi.weixin.qq.com' })] }).compile()).rejects.toThrow('plain text');
  });

  it('lets a test put the stub in its place', async () => {
    const stub = new StubWecomTransport();
    const module = await Test.createTestingModule({ imports: [WecomModule.forRoot({})] }).overrideProvider(WecomTransport).useValue(stub).compile();
    expect(module.get(WecomTransport)).toBe(stub);
  });
});
