import { Inject, Injectable } from '@nestjs/common';
import type { PushAlarm } from '#alarms';
import { AuthorizationsService, type Authorization } from '#authorization';
import { RobotsService } from '#robots';
import { RecipientResolver } from '#user-binding';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';

/** By what an alarm reaches people. */
export interface AlarmTargets {
  app?: { authorizationId: string; agentId: number; wecomUserIds: string[] };
  robotId?: string;
}

/** Finds out who is told of an alarm: an owner who cannot be reached is stood in for by the administrators, so that nothing is said to nobody. */
@Injectable()
export class AlarmAudienceService {
  constructor(
    private readonly authorizations: AuthorizationsService,
    private readonly bindings: RecipientResolver,
    private readonly robots: RobotsService,
    @Inject(PUSH_DISPATCH_OPTIONS) private readonly options: PushDispatchOptions,
  ) {}

  async targetsOf(alarm: PushAlarm): Promise<AlarmTargets> {
    const usable = (await this.authorizations.list(alarm.tenantId)).filter(({ state }) => state === 'active');
    // The app that it is about comes first; one that is broken itself says nothing, and another one of the tenant may.
    const apps = [...usable.filter(({ id }) => id === alarm.authorizationId), ...usable.filter(({ id }) => id !== alarm.authorizationId)];
    const owner = alarm.ownerUserId === null ? undefined : await this.reach(alarm.tenantId, apps, () => [alarm.ownerUserId!]);
    const app = owner ?? (await this.reach(alarm.tenantId, apps, ({ createdBy }) => this.options.alarmUserIds ?? [createdBy]));
    const robot = alarm.projectId === null ? undefined : await this.robots.notificationRobot(alarm.tenantId, alarm.projectId);
    return { app, robotId: robot?.id };
  }

  private async reach(tenantId: string, apps: readonly Authorization[], peopleOf: (app: Authorization) => readonly string[]): Promise<AlarmTargets['app']> {
    for (const app of apps) {
      const bound = await this.bindings.resolve(tenantId, app.id, peopleOf(app));
      const wecomUserIds = [...bound.values()].filter(({ state }) => state === 'active').map(({ wecomUserId }) => wecomUserId);
      if (wecomUserIds.length > 0) return { authorizationId: app.id, agentId: app.agentId, wecomUserIds };
    }
    return undefined;
  }
}
