import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SecretBox } from '#kernel';
import { ticketContext } from '../domain/suite';
import type { WecomEvent } from '../domain/wecom-event';
import { SuiteRepository } from '../persistence/suite.repository';
import { SuiteAuthorizations } from './suite-authorizations.service';
import { WecomEventHandlers } from './wecom-event-handlers';

/** What is done about the instruction callbacks of suites. */
@Injectable()
export class SuiteEvents implements OnModuleInit {
  constructor(
    private readonly handlers: WecomEventHandlers,
    private readonly suites: SuiteRepository,
    private readonly authorizations: SuiteAuthorizations,
    private readonly box: SecretBox,
  ) {}

  onModuleInit(): void {
    this.handlers.on('suite_ticket', (event) => this.ticket(event));
    for (const kind of ['create_auth', 'reset_permanent_code']) this.handlers.on(kind, (event) => this.authCode(event));
    for (const kind of ['change_auth', 'cancel_auth']) this.handlers.on(kind, (event) => this.changed(event));
  }

  private async ticket({ suiteId, fields, receivedAt }: WecomEvent): Promise<void> {
    const { SuiteTicket: ticket = '', TimeStamp: seconds = '' } = fields;
    if (suiteId === null || ticket === '') return;
    const issuedAt = /^\d{1,12}$/.test(seconds) ? new Date(1000 * Number(seconds)) : receivedAt;
    await this.suites.putTicket(suiteId, this.box.seal(ticket, ticketContext(suiteId)), issuedAt);
  }

  private async authCode({ suiteId, fields }: WecomEvent): Promise<void> {
    if (suiteId !== null && fields.AuthCode) await this.authorizations.takeAuthCode(suiteId, fields.AuthCode, fields.State || undefined);
  }

  private async changed({ suiteId, fields }: WecomEvent): Promise<void> {
    if (suiteId !== null && fields.AuthCorpId) await this.authorizations.reconcileCorp(suiteId, fields.AuthCorpId);
  }
}
