import { Injectable, type OnModuleInit } from '@nestjs/common';
import { WecomEventHandlers, type WecomEvent } from '#authorization';
import { BindingDrift } from './binding-drift.service';

/** What WeCom's callbacks about people mean for their bindings. */
@Injectable()
export class ContactEvents implements OnModuleInit {
  constructor(
    private readonly handlers: WecomEventHandlers,
    private readonly drift: BindingDrift,
  ) {}

  onModuleInit(): void {
    for (const kind of ['change_contact', 'event/change_contact']) this.handlers.on(kind, (event) => this.contactChanged(event));
    // The member came into the visible range, or went out of it.
    for (const kind of ['event/subscribe', 'event/unsubscribe']) this.handlers.on(kind, (event) => this.accountSeen(event, event.fields.FromUserName));
    this.handlers.on('change_auth', (event) => this.rangeChanged(event));
  }

  private async contactChanged(event: WecomEvent): Promise<void> {
    const { ChangeType: change = '', UserID: userId = '', NewUserID: newUserId = '' } = event.fields;
    const scope = scopeOf(event);
    if (!scope) return;
    // Departments and tags: whoever was reached through them may not be any more.
    if (userId === '') return this.drift.rangeChanged(scope);
    if (newUserId !== '' && newUserId !== userId) await this.drift.accountRenamed(scope, userId, newUserId);
    await this.accountSeen(event, newUserId || userId, change === 'delete_user');
  }

  private async accountSeen(event: WecomEvent, wecomUserId: string | undefined, deleted = false): Promise<void> {
    const scope = scopeOf(event);
    if (scope && wecomUserId) await this.drift.accountChanged(scope, wecomUserId, deleted);
  }

  private async rangeChanged(event: WecomEvent): Promise<void> {
    const scope = scopeOf(event);
    if (scope) await this.drift.rangeChanged(scope);
  }
}

const scopeOf = ({ tenantId, authorizationId }: WecomEvent): { tenantId: string; authorizationId: string } | undefined =>
  tenantId === null || authorizationId === null ? undefined : { tenantId, authorizationId };
