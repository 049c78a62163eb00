import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UseState } from '../domain/app-use';
import type { WecomEvent } from '../domain/wecom-event';
import { AuthorizationHealthRepository } from '../persistence/authorization-health.repository';
import { WecomEventHandlers } from './wecom-event-handlers';

const USE_EVENTS: Record<string, UseState> = {
  'event/inactive_alert': 'warned',
  'event/close_inactive_agent': 'disabled',
  'event/reopen_inactive_agent': 'enabled_again',
};

/** What WeCom's callbacks say of whether people open the app, and may. */
@Injectable()
export class AppUseEvents implements OnModuleInit {
  constructor(
    private readonly handlers: WecomEventHandlers,
    private readonly seen: AuthorizationHealthRepository,
  ) {}

  onModuleInit(): void {
    for (const kind of ['event/enter_agent', 'event/view', 'event/click']) this.handlers.on(kind, (event) => this.note(event, (app) => this.seen.opened(app, saidAt(event))));
    this.handlers.on('event/unlicensed_notify', (event) => this.note(event, (app) => this.seen.unlicensed(app, saidAt(event))));
    for (const [kind, state] of Object.entries(USE_EVENTS)) {
      this.handlers.on(kind, (event) => this.note(event, (app) => this.seen.used(app, state, saidAt(event), secondsOf(event.fields.EffectTime) ?? null)));
    }
  }

  private async note({ authorizationId, tenantId }: WecomEvent, write: (app: { id: string; tenantId: string }) => Promise<void>): Promise<void> {
    if (authorizationId !== null && tenantId !== null) await write({ id: authorizationId, tenantId });
  }
}

const secondsOf = (text: string | undefined): Date | undefined => (text !== undefined && /^\d{1,12}$/.test(text) ? new Date(1000 * Number(text)) : undefined);
const saidAt = ({ fields, receivedAt }: WecomEvent): Date => secondsOf(fields.CreateTime) ?? receivedAt;
