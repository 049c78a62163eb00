import { Body, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { InvalidInputError } from '#kernel';
import { Administration } from '../domain/administration';
import { Platform } from '../domain/platform';
import type { SuiteData } from '../domain/suites';
import { WecomError } from '../domain/wecom-error';
import { CallbackRequest, InstallRequest, SuiteCallbackQuery } from './admin.dto';
import { Finders } from './finders';
import { SandboxController } from './sandbox-controller';
import { appView } from './views';

/** The provider's console, and the page on which a corp's administrator confirms an installation. */
@SandboxController('suites')
export class SuitesController {
  private readonly find: Finders;

  constructor(
    private readonly platform: Platform,
    private readonly administration: Administration,
  ) {
    this.find = new Finders(platform);
  }

  @Get()
  list(): object {
    const { suites, providers, openLinks } = this.platform.suites;
    return {
      providers: [...providers.values()],
      suites: [...suites.values()].map((suite) => this.suiteView(suite)),
      links: openLinks.map((link) => ({ ...link, expiresAt: new Date(link.expiresAt).toISOString() })),
    };
  }

  /** Pushes a ticket now, as the provider's console can. The answer has it too, for those without a callback address. */
  @Post(':suiteId/ticket')
  @HttpCode(200)
  pushTicket(@Param('suiteId') suiteId: string): object {
    const suite = this.find.suite(suiteId);
    const record = this.platform.events.suiteTicket(suite);
    const ticket = record ? (suite.tickets.at(-1)?.ticket ?? '') : this.platform.suites.newTicket(suite);
    return { ticket, pushed: record !== undefined };
  }

  @Put(':suiteId/callback')
  async setCallback(@Param('suiteId') suiteId: string, @Query() { which }: SuiteCallbackQuery, @Body() body: CallbackRequest): Promise<object> {
    const suite = this.find.suite(suiteId);
    const problem = await this.administration.setSuiteCallback(suite, which, body);
    if (problem) throw new InvalidInputError(`url: the address ${problem}`);
    return this.suiteView(suite);
  }

  @Delete(':suiteId/callback')
  @HttpCode(204)
  async removeCallback(@Param('suiteId') suiteId: string, @Query() { which }: SuiteCallbackQuery): Promise<void> {
    await this.administration.setSuiteCallback(this.find.suite(suiteId), which, null);
  }

  /** What an installation is about, before it is confirmed. */
  @Get('installation')
  installation(@Query('link') linkId = '', @Query('suite_id') suiteId = '', @Query('pre_auth_code') preAuthCode = ''): object {
    if (linkId) {
      const link = this.platform.suites.link(linkId);
      if (!link) throw new InvalidInputError('the link does not exist or is over');
      return { kind: 'customized', state: link.state, suites: link.templateIds.flatMap((id) => this.platform.suites.suites.get(id)?.name ?? []) };
    }
    const suite = this.find.suite(suiteId);
    this.assertPreAuth(suite, preAuthCode);
    return { kind: suite.kind, state: '', suites: [suite.name] };
  }

  /** The administrator confirms. @returns where the browser goes, when the installation began on the provider's page */
  @Post('installation')
  @HttpCode(200)
  install(@Body() body: InstallRequest): object {
    const corp = this.find.corp(body.corpId);
    const range = body.range ?? { users: [], parties: [1], tags: [] };
    const adminUserId = body.adminUserId ?? [...corp.members][0]?.userId ?? '';
    if (body.link) {
      const link = this.platform.suites.link(body.link);
      if (!link) throw new InvalidInputError('link: it does not exist or is over');
      const apps = this.administration.confirmLink(link, corp, adminUserId, range);
      return { redirect: null, apps: apps.map(appView) };
    }
    const suite = this.find.suite(body.suiteId ?? '');
    const ownPage = body.preAuthCode !== undefined;
    if (ownPage) this.assertPreAuth(suite, body.preAuthCode ?? '');
    const { app, authCode, expiresIn } = this.administration.authorize(suite, corp, { adminUserId, range, state: body.state ?? '', callback: !ownPage });
    if (!ownPage) return { redirect: null, apps: [appView(app)] };
    const target = redirectTarget(body.redirectUri);
    target.searchParams.set('auth_code', authCode);
    target.searchParams.set('expires_in', String(expiresIn));
    if (body.state) target.searchParams.set('state', body.state);
    return { redirect: target.toString(), apps: [appView(app)] };
  }

  private assertPreAuth(suite: SuiteData, code: string): void {
    if (code === '') return;
    try {
      this.platform.suites.checkPreAuthCode(suite.suiteId, code);
    } catch (error) {
      if (error instanceof WecomError) throw new InvalidInputError(`pre_auth_code: ${error.errcode} ${error.message}`);
      throw error;
    }
  }

  private suiteView(suite: SuiteData): object {
    const apps = this.platform.appsOfSuite(suite.suiteId).map((app) => ({ corpId: app.corp.corpId, corpName: app.corp.name, openCorpId: app.visibleCorpId, ...appView(app) }));
    const { tickets, callback, dataCallback, ...rest } = suite;
    return { ...rest, callbackUrl: callback?.url ?? null, dataCallbackUrl: dataCallback?.url ?? null, ticketAt: tickets.at(-1) ? new Date(tickets.at(-1)!.at).toISOString() : null, apps };
  }
}

function redirectTarget(redirectUri: string | undefined): URL {
  try {
    return new URL(redirectUri ?? '');
  } catch {
    throw new InvalidInputError('redirectUri: not an address');
  }
}
