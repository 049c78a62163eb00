import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import type { PushSpec } from '#records';
import { channelsOf, TemplatesService } from '#templating';
import { RecipientResolver } from '#user-binding';
import { TestNotPossibleError } from '../domain/push-dispatch.errors';
import { onlyUsers, specOf, type Pushable } from './run-spec';

/** What a test pushes: to the owner of the task alone. */
@Injectable()
export class TestSpec {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly bindings: RecipientResolver,
    private readonly templates: TemplatesService,
  ) {}

  /** A group is never asked to test: the test of a task through robots comes by an app in which the owner is bound. @throws TestNotPossibleError */
  async of(tenantId: string, task: Pushable): Promise<PushSpec> {
    const spec = specOf(task, onlyUsers([task.ownerUserId]));
    if (task.channel.kind === 'app') return spec;
    const { msgtype } = await this.templates.newest(tenantId, task.templateKey);
    if (!channelsOf(msgtype).includes('app')) throw new TestNotPossibleError('its template makes messages for groups only; look at the preview of the template instead');
    const authorizationId = await this.appOf(tenantId, task.ownerUserId);
    if (authorizationId === undefined) throw new TestNotPossibleError('its owner is not bound in any working app, through which the test would come; bind him first');
    return { ...spec, channel: { kind: 'app', authorizationId } };
  }

  private async appOf(tenantId: string, ownerUserId: string): Promise<string | undefined> {
    for (const { id, state } of await this.authorizations.list(tenantId)) {
      if (state !== 'active') continue;
      const bound = await this.bindings.resolve(tenantId, id, [ownerUserId]);
      if (bound.get(ownerUserId)?.state === 'active') return id;
    }
    return undefined;
  }
}
