import { Expose } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from '#push-module';

export class ApiConfig extends ServiceConfig {
  @Expose() @IsInt() @Min(1) @Max(65_535) PORT: number = 3000;

  /**
   * Proxies in front of this app, whose word about the caller's address is believed: how many there are, or their addresses and networks. Default: none,
   * since anybody may write an `X-Forwarded-For`.
   */
  @Expose() @Matches(/^(\d|(loopback|[\da-fA-F.:/]{2,45})(,(loopback|[\da-fA-F.:/]{2,45})){0,19})$/, { message: 'TRUST_PROXY must be the number of proxies (0 to 9), or their addresses or networks, comma separated' })
  TRUST_PROXY: string = '0';
}
