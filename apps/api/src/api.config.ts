import { Expose } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { ServiceConfig } from '#push-module';
import type { ConsoleSettings } from './console-page';

export class ApiConfig extends ServiceConfig {
  @Expose() @IsInt() @Min(1) @Max(65_535) PORT: number = 3000;

  /**
   * Proxies in front of this app, whose word about the caller's address is believed: how many there are, or their addresses and networks. Default: none,
   * since anybody may write an `X-Forwarded-For`.
   */
  @Expose() @Matches(/^(\d|(loopback|[\da-fA-F.:/]{2,45})(,(loopback|[\da-fA-F.:/]{2,45})){0,19})$/, { message: 'TRUST_PROXY must be the number of proxies (0 to 9), or their addresses or networks, comma separated' })
  TRUST_PROXY: string = '0';

  /** Origins (`https://bi.example.com`, comma separated) of pages that may show the console in a frame and hand it the token of who is signed in there. */
  @Expose() @Matches(/^(https?:\/\/[a-z\d.-]+(:\d{1,5})?(,https?:\/\/[a-z\d.-]+(:\d{1,5})?){0,19})?$/, { message: 'CONSOLE_EMBED_ORIGINS must be up to 20 origins such as https://bi.example.com, lower case, without a path, comma separated' })
  CONSOLE_EMBED_ORIGINS: string = '';

  /** Colour of the console's buttons and links. */
  @Expose() @Matches(/^(#[\da-fA-F]{6})?$/, { message: 'CONSOLE_THEME_COLOR must be a colour such as #2468f2' })
  CONSOLE_THEME_COLOR: string = '';

  /** What the console is told of this configuration. */
  consoleSettings(): ConsoleSettings {
    const path = this.PUBLIC_URL ? new URL(this.PUBLIC_URL).pathname : '/';
    return {
      basePath: path.endsWith('/') ? path : `${path}/`,
      embedOrigins: this.CONSOLE_EMBED_ORIGINS ? this.CONSOLE_EMBED_ORIGINS.split(',') : [],
      ...(this.CONSOLE_THEME_COLOR && { themeColor: this.CONSOLE_THEME_COLOR }),
    };
  }
}
