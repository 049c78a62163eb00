import { Expose } from 'class-transformer';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { DEMO_SECRET_MARK, NotDemoSecret } from './demo-secret';
import { loadConfig } from './load-config';

class AppConfig {
  @Expose() @IsOptional() @IsString() NODE_ENV?: string;
  @Expose() @IsOptional() @IsIn(['true', 'false']) QUICK_START?: string;
  @Expose() @IsString() @NotDemoSecret() SECRET: string;
}

describe('NotDemoSecret', () => {
  const demo = `demo-secret-${DEMO_SECRET_MARK}`;

  it('lets a secret of the quick start work there', () => {
    expect(loadConfig(AppConfig, { SECRET: demo, QUICK_START: 'true' }).SECRET).toBe(demo);
  });

  it.each([{}, { QUICK_START: 'false' }, { QUICK_START: 'true', NODE_ENV: 'production' }])('refuses it with %j, and does not repeat it', (env) => {
    const load = (): unknown => loadConfig(AppConfig, { ...env, SECRET: demo });
    expect(load).toThrow('SECRET is a secret of the quick start; make one of your own');
    expect(load).not.toThrow(DEMO_SECRET_MARK);
  });

  it("leaves one's own secret alone, in production too", () => {
    expect(loadConfig(AppConfig, { SECRET: 'my own', NODE_ENV: 'production' }).SECRET).toBe('my own');
  });
});
