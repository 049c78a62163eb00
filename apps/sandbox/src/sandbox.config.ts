import { Expose } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

export class SandboxConfig {
  @Expose() @IsInt() @Min(1) @Max(65_535) PORT: number = 3002;

  /** Nobody proves who he is here: stay on the loopback address unless the network is your own. */
  @Expose() @IsString() HOST: string = '127.0.0.1';

  @Expose() @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) LOG_LEVEL: string = 'info';

  /** File that keeps the state over a restart; without it a restart begins with the seed. */
  @Expose() @IsOptional() @IsString() SNAPSHOT_FILE?: string;

  @Expose() @IsIn(['demo', 'empty']) SEED: 'demo' | 'empty' = 'demo';
}
