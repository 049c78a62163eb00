import { Expose } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ServiceConfig } from '#push-module';

export class SchedulerConfig extends ServiceConfig {
  /** Serves nothing but /health. */
  @Expose() @IsInt() @Min(1) @Max(65_535) PORT: number = 3001;
  /** Calls to WeCom at once. */
  @Expose() @IsInt() @Min(1) @Max(500) CONCURRENT_CALLS: number = 128;
  /** Runs prepared at once. */
  @Expose() @IsInt() @Min(1) @Max(100) CONCURRENT_RUNS: number = 64;
}
