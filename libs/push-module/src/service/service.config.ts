import { Expose } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { LANGUAGES, NotDemoSecret, type Language } from '#kernel';
import { DEFAULT_APP_LIMITS } from '#push-dispatch';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** SuiteID, secret, callback Token and EncodingAESKey of a suite, in one variable. */
export const SUITE = /^([\w-]{1,64}):([\w-]{1,512}):([A-Za-z0-9]{1,32}):([A-Za-z0-9]{43})$/;
const SUITE_MESSAGE = '$property must be SuiteID:Secret:Token:EncodingAESKey';

const ORIGINS = /^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+){0,19}$/;
const HTTP_URL = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

/** What the API app and the scheduler app read of the environment, both of them. See .env.example. */
export class ServiceConfig {
  @Expose() @IsOptional() @IsString() NODE_ENV?: string;
  /** Set by the quick start only: lets its well-known secrets be used. */
  @Expose() @IsOptional() @IsIn(['true', 'false']) QUICK_START?: string;
  @Expose() @IsString() HOST: string = '127.0.0.1';
  @Expose() @IsIn(LOG_LEVELS) LOG_LEVEL: string = 'info';

  @Expose() @IsUrl({ protocols: ['postgres', 'postgresql'], require_protocol: true, require_tld: false }) DATABASE_URL: string;
  @Expose() @IsInt() @Min(2) @Max(200) DATABASE_POOL_SIZE: number = 10;

  /** `id:base64` of 32 bytes, several comma separated, the sealing one first. */
  @Expose() @NotDemoSecret() @Matches(/^[\w-]{1,32}:[A-Za-z0-9+/]{43}=(,[\w-]{1,32}:[A-Za-z0-9+/]{43}=)*$/, { message: 'SECRET_KEYS must be id:base64 of 32 bytes each, comma separated' })
  SECRET_KEYS: string;

  @Expose() @IsUrl(HTTP_URL) WECOM_BASE_URL: string = 'https://qyapi.weixin.qq.com';
  @Expose() @IsIn(['true', 'false']) WECOM_ALLOW_INSECURE_BASE_URL: string = 'false';
  @Expose() @IsOptional() @IsUrl(HTTP_URL) WECOM_PROXY_URL?: string;
  /** WeCom's pages for browsers: sign-in inside WeCom, sign-in by QR code, installation of a provider's app. Default WeCom's own. */
  @Expose() @IsOptional() @IsUrl(HTTP_URL) WECOM_OAUTH_URL?: string;
  @Expose() @IsOptional() @IsUrl(HTTP_URL) WECOM_LOGIN_URL?: string;
  @Expose() @IsOptional() @IsUrl(HTTP_URL) WECOM_INSTALL_URL?: string;

  /** Address at which WeCom and browsers reach this system from outside. */
  @Expose() @IsOptional() @IsUrl(HTTP_URL) PUBLIC_URL?: string;

  /** Threads that make pictures and files; default as many as cores, at most 4. */
  @Expose() @IsOptional() @IsInt() @Min(1) @Max(64) PICTURE_WORKERS?: number;
  /** Pictures and files that may wait for a thread; above it runs try again later. */
  @Expose() @IsInt() @Min(1) @Max(100_000) PICTURES_WAITING: number = 500;

  /** Path of a Chromium that takes screenshots of the host's pages; default none are taken. */
  @Expose() @IsOptional() @Matches(/^\//, { message: 'SCREENSHOT_CHROMIUM must be an absolute path' }) @MaxLength(500) SCREENSHOT_CHROMIUM?: string;
  /** Origins of those pages, comma separated; default that of HOST_BASE_URL. The browser reaches no other host. */
  @Expose() @IsOptional() @Matches(ORIGINS, { message: 'SCREENSHOT_ORIGINS must be origins such as https://bi.example.com, comma separated' }) SCREENSHOT_ORIGINS?: string;

  /** How long links that count opens lead to the page. */
  @Expose() @IsInt() @Min(1) @Max(365) OPEN_LINK_DAYS: number = 30;

  /** A provider serves other corps: its own CorpID and secret, and one suite or both. */
  @Expose() @IsOptional() @IsString() @MaxLength(64) PROVIDER_CORP_ID?: string;
  @Expose() @IsOptional() @NotDemoSecret() @IsString() @MaxLength(512) PROVIDER_SECRET?: string;
  @Expose() @IsOptional() @Matches(SUITE, { message: SUITE_MESSAGE }) CUSTOMIZED_SUITE?: string;
  @Expose() @IsOptional() @Matches(SUITE, { message: SUITE_MESSAGE }) THIRD_PARTY_SUITE?: string;

  /** Host users who are told of alarms for administrators, comma separated. Default: whoever authorized the app. */
  @Expose() @IsOptional() @Matches(/^[^\s,]{1,128}(,[^\s,]{1,128}){0,49}$/, { message: 'ALARM_USER_IDS must be up to 50 ids of host users, comma separated, without spaces' })
  ALARM_USER_IDS?: string;
  /** Language of those alarms. */
  @Expose() @IsIn(LANGUAGES) ALARM_LANGUAGE: Language = 'zh-CN';

  /** The shortest time between two runs of one task. */
  @Expose() @IsInt() @Min(1) @Max(1440) SCHEDULE_MIN_INTERVAL_MINUTES: number = 1;

  /** What one app may do at WeCom, over all processes: calls a minute and at once, messages a day for each account, accounts where nobody said how many. */
  @Expose() @IsInt() @Min(10) @Max(1_000_000) APP_CALLS_PER_MINUTE: number = DEFAULT_APP_LIMITS.callsPerMinute;
  @Expose() @IsInt() @Min(1) @Max(10_000) APP_CALLS_AT_ONCE: number = DEFAULT_APP_LIMITS.callsAtOnce;
  @Expose() @IsInt() @Min(1) @Max(100_000) DAILY_PER_ACCOUNT: number = DEFAULT_APP_LIMITS.personTimesPerAccount;
  @Expose() @IsInt() @Min(1) @Max(10_000_000) ACCOUNTS_AT_LEAST: number = DEFAULT_APP_LIMITS.accountsAtLeast;
  /** Of the messages of a day, those kept for tests and alarms, in percent. */
  @Expose() @IsInt() @Min(0) @Max(50) DAILY_RESERVE_PERCENT: number = 100 * DEFAULT_APP_LIMITS.reservedShare;

  /** The BI host behind the HTTP host contract. */
  @Expose() @IsUrl(HTTP_URL) HOST_BASE_URL: string;
  @Expose() @NotDemoSecret() @IsString() @MinLength(32) HOST_SHARED_SECRET: string;
  @Expose() @IsString() @MinLength(1) @MaxLength(64) DEFAULT_TENANT: string = 'default';

  /** Bearer tokens: a secret of ours (then people may sign in through the host), or the key set of an identity provider. */
  @Expose() @IsOptional() @NotDemoSecret() @IsString() @MinLength(32) JWT_SECRET?: string;
  @Expose() @IsOptional() @IsUrl(HTTP_URL) JWT_JWKS_URL?: string;
  @Expose() @IsIn(['RS256', 'PS256', 'ES256', 'EdDSA']) JWT_ALGORITHM: string = 'RS256';
  @Expose() @IsString() @MinLength(1) JWT_ISSUER: string = 'wecom-push';
  @Expose() @IsString() @MinLength(1) JWT_AUDIENCE: string = 'wecom-push';
}
