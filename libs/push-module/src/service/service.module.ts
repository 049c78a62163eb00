import type { DynamicModule } from '@nestjs/common';
import type { ProviderSettings } from '#authorization';
import { HttpContentSource, HttpHostModule, HttpHostNotices, HttpUserDirectory, JwtHostAccess, type JwtAccessOptions } from '#bi-host';
import { ConfigError } from '#kernel';
import type { ScreenshotOptions } from '#pictures';
import { WecomPushModule } from '../wecom-push.module';
import type { WecomPushOptions } from '../wecom-push.options';
import { SUITE, type ServiceConfig } from './service.config';

function jwtKeyOf(config: ServiceConfig): JwtAccessOptions['key'] {
  const { JWT_SECRET, JWT_JWKS_URL, JWT_ALGORITHM } = config;
  if ((JWT_SECRET === undefined) === (JWT_JWKS_URL === undefined)) {
    throw new ConfigError('Configuration is not valid:\n  JWT_SECRET, JWT_JWKS_URL: set one of them, and not both');
  }
  if (JWT_SECRET !== undefined) return { algorithm: 'HS256', secret: JWT_SECRET };
  return { algorithm: JWT_ALGORITHM as 'RS256' | 'PS256' | 'ES256' | 'EdDSA', jwksUrl: JWT_JWKS_URL! };
}

function suiteOf(text: string | undefined): ProviderSettings['customized'] {
  const [, suiteId, secret, token, encodingAesKey] = SUITE.exec(text ?? '') ?? [];
  return suiteId && secret && token && encodingAesKey ? { suiteId, secret, token, encodingAesKey } : undefined;
}

function providerOf(config: ServiceConfig): ProviderSettings | undefined {
  const { PROVIDER_CORP_ID, PROVIDER_SECRET, CUSTOMIZED_SUITE, THIRD_PARTY_SUITE } = config;
  const given = [PROVIDER_CORP_ID, PROVIDER_SECRET, CUSTOMIZED_SUITE ?? THIRD_PARTY_SUITE];
  if (given.every((value) => value === undefined)) return undefined;
  if (PROVIDER_CORP_ID === undefined || PROVIDER_SECRET === undefined || given.includes(undefined)) {
    throw new ConfigError('Configuration is not valid:\n  PROVIDER_CORP_ID, PROVIDER_SECRET, CUSTOMIZED_SUITE or THIRD_PARTY_SUITE: a provider needs the first two and a suite');
  }
  return { corpId: PROVIDER_CORP_ID, secret: PROVIDER_SECRET, customized: suiteOf(CUSTOMIZED_SUITE), thirdParty: suiteOf(THIRD_PARTY_SUITE), installUrl: config.WECOM_INSTALL_URL };
}

function screenshotsOf({ SCREENSHOT_CHROMIUM, SCREENSHOT_ORIGINS, HOST_BASE_URL }: ServiceConfig): ScreenshotOptions | undefined {
  return SCREENSHOT_CHROMIUM === undefined ? undefined : { executablePath: SCREENSHOT_CHROMIUM, origins: SCREENSHOT_ORIGINS?.split(',') ?? [HOST_BASE_URL] };
}

/** The product as a service of its own: the BI host is reached over HTTP, callers come with bearer tokens. */
export interface ServiceModules {
  push: DynamicModule;
  /** What the ports inject; the sign-in needs the very same one. */
  httpHost: DynamicModule;
}

export interface ServiceRole {
  /** Whether this process serves the REST endpoints. */
  http: boolean;
  /** What it does of planning and sending. */
  dispatch: WecomPushOptions['dispatch'];
}

/** @throws ConfigError when settings contradict each other */
export function serviceModules(config: ServiceConfig, { http, dispatch }: ServiceRole): ServiceModules {
  const httpHost = HttpHostModule.forRoot({
    baseUrl: config.HOST_BASE_URL,
    secret: config.HOST_SHARED_SECRET,
    defaultTenantId: config.DEFAULT_TENANT,
    access: { issuer: config.JWT_ISSUER, audience: config.JWT_AUDIENCE, key: jwtKeyOf(config) },
  });
  const push = WecomPushModule.forRoot({
    databaseUrl: config.DATABASE_URL,
    databasePoolSize: config.DATABASE_POOL_SIZE,
    secretKeys: config.SECRET_KEYS,
    publicUrl: config.PUBLIC_URL,
    provider: providerOf(config),
    binding: { oauthBaseUrl: config.WECOM_OAUTH_URL, loginBaseUrl: config.WECOM_LOGIN_URL },
    wecom: {
      baseUrl: config.WECOM_BASE_URL,
      allowInsecureBaseUrl: config.WECOM_ALLOW_INSECURE_BASE_URL === 'true',
      proxyUrl: config.WECOM_PROXY_URL,
    },
    pictures: { workers: config.PICTURE_WORKERS, maxWaiting: config.PICTURES_WAITING, screenshots: screenshotsOf(config) },
    records: { linkDays: config.OPEN_LINK_DAYS },
    tasks: { minIntervalMinutes: config.SCHEDULE_MIN_INTERVAL_MINUTES },
    alarmLanguage: config.ALARM_LANGUAGE,
    dispatch: {
      ...dispatch,
      alarmUserIds: config.ALARM_USER_IDS?.split(','),
      limits: {
        callsPerMinute: config.APP_CALLS_PER_MINUTE,
        callsAtOnce: config.APP_CALLS_AT_ONCE,
        personTimesPerAccount: config.DAILY_PER_ACCOUNT,
        accountsAtLeast: config.ACCOUNTS_AT_LEAST,
        reservedShare: config.DAILY_RESERVE_PERCENT / 100,
      },
    },
    http,
    host: { imports: [httpHost], userDirectory: HttpUserDirectory, contentSource: HttpContentSource, access: JwtHostAccess, notices: HttpHostNotices },
  });
  return { push, httpHost };
}
