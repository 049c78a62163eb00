import { Body, Delete, Get, HttpCode, Param, ParseIntPipe, Patch, Post, Put } from '@nestjs/common';
import { InvalidInputError } from '#kernel';
import { Administration } from '../domain/administration';
import type { App } from '../domain/app';
import { Platform } from '../domain/platform';
import { CallbackRequest, ChangeAppRequest, CreateAppRequest, LicenceRequest, RangeDto } from './admin.dto';
import { Finders } from './finders';
import { SandboxController } from './sandbox-controller';
import { appView } from './views';

/** The corps' consoles: apps. */
@SandboxController('corps/:corpId/apps')
export class AppsController {
  private readonly find: Finders;

  constructor(
    private readonly platform: Platform,
    private readonly administration: Administration,
  ) {
    this.find = new Finders(platform);
  }

  @Post()
  create(@Param('corpId') corpId: string, @Body() { name, description, range }: CreateAppRequest): object {
    const app = this.administration.createApp(this.find.corp(corpId), { name, description, range });
    return { ...appView(app), secret: app.data.secret };
  }

  @Patch(':agentId')
  change(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Body() body: ChangeAppRequest): object {
    const app = this.find.app(corpId, agentId);
    const { enabled, publishStatus, anyIp, ...plain } = body;
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    Object.assign(app.data, given);
    if (anyIp) app.data.trustedIps = null;
    if (enabled !== undefined && enabled !== app.data.enabled) this.administration.setEnabled(app, enabled);
    if (publishStatus !== undefined) this.administration.publish(app, publishStatus);
    return appView(app);
  }

  /** Cancels the authorization of a suite's app, or deletes a self-built one. */
  @Delete(':agentId')
  @HttpCode(204)
  remove(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number): void {
    this.administration.cancelAuthorization(this.find.app(corpId, agentId));
  }

  /** Secret or permanent code, as the console shows it. */
  @Get(':agentId/secret')
  secret(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number): object {
    return { secret: this.find.app(corpId, agentId).data.secret };
  }

  /** The old secret and its tokens stop working at once. */
  @Post(':agentId/secret/reset')
  @HttpCode(200)
  resetSecret(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number): object {
    const app = this.find.app(corpId, agentId);
    this.administration.resetSecret(app);
    return { secret: app.data.secret };
  }

  /** `invalidate`: tokens answer 40014 from now on; `expire`: 42001. */
  @Post(':agentId/tokens/:how')
  @HttpCode(200)
  endTokens(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Param('how') how: string): object {
    const app = this.find.app(corpId, agentId);
    const owner = { kind: 'app' as const, corpId: app.corp.corpId, agentId };
    if (how === 'invalidate') return { tokens: this.platform.tokens.invalidateOwner(owner) };
    if (how === 'expire') return { tokens: this.platform.tokens.expireOwner(owner) };
    throw new InvalidInputError('tokens are ended by invalidate or expire');
  }

  @Put(':agentId/range')
  setRange(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Body() range: RangeDto): object {
    const app = this.find.app(corpId, agentId);
    this.administration.setRange(app, range);
    return appView(app);
  }

  @Post(':agentId/members/:userId/out')
  @HttpCode(200)
  takeOut(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Param('userId') userId: string): object {
    const app = this.find.app(corpId, agentId);
    this.administration.takeOutOfRange(app, this.find.member(corpId, userId));
    return appView(app);
  }

  @Post(':agentId/members/:userId/in')
  @HttpCode(200)
  putIn(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Param('userId') userId: string): object {
    const app = this.find.app(corpId, agentId);
    this.administration.putIntoRange(app, this.find.member(corpId, userId));
    return appView(app);
  }

  /** Saves the callback settings if the address passes WeCom's GET check. */
  @Put(':agentId/callback')
  async setCallback(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Body() body: CallbackRequest): Promise<object> {
    const app = this.find.app(corpId, agentId);
    const problem = await this.administration.setCallback(app, body);
    if (problem) throw new InvalidInputError(`url: the address ${problem}`);
    return appView(app);
  }

  @Delete(':agentId/callback')
  @HttpCode(204)
  async removeCallback(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number): Promise<void> {
    await this.administration.setCallback(this.find.app(corpId, agentId), null);
  }

  @Put(':agentId/licence')
  setLicence(@Param('corpId') corpId: string, @Param('agentId', ParseIntPipe) agentId: number, @Body() { trialEndsAt, users }: LicenceRequest): object {
    const app = this.licensedApp(corpId, agentId);
    if (trialEndsAt !== undefined) app.data.licence.trialEndsAt = Date.parse(trialEndsAt);
    if (users !== undefined) app.data.licence.users = users;
    return appView(app);
  }

  private licensedApp(corpId: string, agentId: number): App & { data: Required<Pick<App['data'], 'licence'>> } {
    const app = this.find.app(corpId, agentId);
    if (!app.data.licence) throw new InvalidInputError('self-built apps need no interface licence');
    return app as App & { data: Required<Pick<App['data'], 'licence'>> };
  }
}
