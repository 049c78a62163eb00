import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { ProjectDeputies } from '../domain/task-owner';

@Injectable()
export class DeputiesRepository extends SqlRepository {
  async find(tenantId: string, projectId: string, tx?: Tx): Promise<ProjectDeputies> {
    const row = await this.row<ProjectDeputies>(
      `select project_id as "projectId", user_ids as "userIds", updated_at as "updatedAt", updated_by as "updatedBy" from push_project_deputies
        where tenant_id = $1 and project_id = $2 ${tx ? 'for update' : ''}`,
      [tenantId, projectId],
      tx,
    );
    return row ?? { projectId, userIds: [], updatedAt: null, updatedBy: null };
  }

  async save(tenantId: string, { projectId, userIds, updatedAt, updatedBy }: ProjectDeputies, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_project_deputies (tenant_id, project_id, user_ids, updated_at, updated_by) values ($1, $2, $3, $4, $5)
       on conflict on constraint pk_push_project_deputies do update set user_ids = excluded.user_ids, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
      [tenantId, projectId, userIds, updatedAt, updatedBy],
      tx,
    );
  }
}
