import { Expose } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ServiceConfig } from '#push-module';

export class ApiConfig extends ServiceConfig {
  @Expose() @IsInt() @Min(1) @Max(65_535) PORT: number = 3000;
}
