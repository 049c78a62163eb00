import { Expose } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Environment of the demo host; property names are variable names. */
export class DemoHostConfig {
  @Expose() @IsInt() @Min(0) @Max(65_535) PORT: number = 3003;

  @Expose() @IsString() @IsNotEmpty() HOST: string = '127.0.0.1';

  @Expose() @IsIn(LOG_LEVELS) LOG_LEVEL: string = 'info';

  /** Shared with the callers of the host contract; at least 32 characters. */
  @Expose() @IsString() @MinLength(32) HOST_SHARED_SECRET: string;

  /** What people's phones reach this app by; the beginning of every page's link. */
  @Expose() @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true }) PUBLIC_URL: string = 'http://127.0.0.1:3003';

  /** How long the slow page takes, in milliseconds. */
  @Expose() @IsInt() @Min(0) @Max(60_000) SLOW_PAGE_MS: number = 3000;
}
