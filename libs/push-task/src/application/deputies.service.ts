import { Injectable } from '@nestjs/common';
import { auditDifference, AuditTrail, UserDirectory, type Caller } from '#bi-host';
import { Clock, InvalidInputError, PushDatabase } from '#kernel';
import type { ProjectDeputies } from '../domain/task-owner';
import { DeputiesRepository } from '../persistence/deputies.repository';
import { TaskOwnerRepository } from '../persistence/task-owner.repository';

/** Who takes over the tasks of a project when their owner leaves. */
@Injectable()
export class Deputies {
  constructor(
    private readonly database: PushDatabase,
    private readonly deputies: DeputiesRepository,
    private readonly owners: TaskOwnerRepository,
    private readonly users: UserDirectory,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws ForbiddenError when the caller may not see the project */
  async get(caller: Caller, projectId: string): Promise<ProjectDeputies> {
    caller.mustBe('viewer', projectId);
    return this.deputies.find(caller.tenantId, projectId);
  }

  /**
   * Replaces the list; tasks of the project that have no owner now go to the first of them within seconds.
   * @throws InvalidInputError (field `userIds`) naming who does not exist or left
   */
  async replace(caller: Caller, projectId: string, userIds: string[]): Promise<ProjectDeputies> {
    const { tenantId } = caller;
    caller.mustBe('editor', projectId);
    const active = new Set((await this.users.findUsers(tenantId, userIds)).filter((user) => user.active).map((user) => user.id));
    const missing = userIds.filter((id) => !active.has(id));
    if (missing.length > 0) throw InvalidInputError.field('userIds', `these do not exist or have left: ${missing.join(', ')}`);
    const after: ProjectDeputies = { projectId, userIds, updatedAt: this.clock.now(), updatedBy: caller.userId };
    await this.database.transaction(async (tx) => {
      const before = await this.deputies.find(tenantId, projectId, tx);
      await this.deputies.save(tenantId, after, tx);
      await this.owners.checkSoon(tenantId, projectId, this.clock.now(), tx);
      const difference = auditDifference({ userIds: before.userIds }, { userIds });
      if (difference) await this.audit.record(caller.actor, { tenantId, action: 'push_project.deputies', subject: { type: 'push_project', id: projectId }, ...difference }, tx);
    });
    return after;
  }
}
