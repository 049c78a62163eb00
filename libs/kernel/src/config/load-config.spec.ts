import { Expose } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';
import { ConfigError, loadConfig } from './load-config';

class AppConfig {
  @Expose() @IsInt() @Min(1) @Max(65_535) PORT: number = 3000;
  @Expose() @IsUrl({ protocols: ['postgres'], require_tld: false }) DATABASE_URL: string;
  @Expose() @IsString() @MinLength(32) SECRET: string;
  @Expose() @IsIn(['info', 'debug']) LOG_LEVEL: string = 'info';
  @Expose() @IsBoolean() SIGN_IN: boolean = false;
  @Expose() @IsOptional() @IsString() TITLE?: string;
}

const GOOD = { DATABASE_URL: 'postgres://push:p@localhost:5432/push', SECRET: 's'.repeat(32) };

function problemsOf(env: NodeJS.ProcessEnv): string {
  try {
    loadConfig(AppConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

describe('loadConfig', () => {
  it('reads numbers and texts, and fills in defaults', () => {
    expect(loadConfig(AppConfig, { ...GOOD, PORT: '8080', TITLE: '推送', HOME: '/root' })).toEqual({
      ...GOOD,
      PORT: 8080,
      LOG_LEVEL: 'info',
      SIGN_IN: false,
      TITLE: '推送',
    });
  });

  it.each(['', ' ', '\t'])('takes the empty text "%s" for "not set"', (empty) => {
    expect(loadConfig(AppConfig, { ...GOOD, PORT: empty, TITLE: empty })).toMatchObject({ PORT: 3000, TITLE: undefined });
    expect(problemsOf({ ...GOOD, SECRET: empty })).toContain('SECRET');
  });

  it('reads false as false', () => {
    expect(loadConfig(AppConfig, { ...GOOD, SIGN_IN: 'true' }).SIGN_IN).toBe(true);
    expect(loadConfig(AppConfig, { ...GOOD, SIGN_IN: 'false' }).SIGN_IN).toBe(false);
  });

  it.each(['yes', 'no', '0', '1', 'False'])('does not guess what "%s" means', (value) => {
    expect(problemsOf({ ...GOOD, SIGN_IN: value })).toBe('Configuration is not valid:\n  SIGN_IN: must be true or false');
  });

  it('names every wrong variable at once, and never a value', () => {
    const env = { PORT: 'port-value', DATABASE_URL: 'mysql://user:password@db/x', SECRET: 'too-short', LOG_LEVEL: 'loud', SIGN_IN: 'maybe' };
    const message = problemsOf(env);
    expect(message.split('\n').slice(1).map((line) => line.trim().split(':')[0]).toSorted()).toEqual(['DATABASE_URL', 'LOG_LEVEL', 'PORT', 'SECRET', 'SIGN_IN']);
    for (const value of Object.values(env)) expect(message).not.toContain(value);
  });

  it('names what is missing', () => {
    expect(problemsOf({})).toMatch(/DATABASE_URL: .*\n {2}SECRET: /);
  });

  it('cannot be changed later', () => {
    const config: { PORT: number } = loadConfig(AppConfig, GOOD);
    expect(() => (config.PORT = 1)).toThrow(TypeError);
  });
});
