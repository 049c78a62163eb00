import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { OwnTemplate, TemplateVersion } from '../domain/own-template';

const TEMPLATE = `t.tenant_id as "tenantId", t.id, t.name, t.msgtype, t.attachment, t.state, t.newest_version as "newestVersion", v.sources,
  t.created_at as "createdAt", t.updated_at as "updatedAt", t.updated_by as "updatedBy", t.version`;
const WITH_SOURCES = `push_template t join push_template_version v on v.tenant_id = t.tenant_id and v.template_id = t.id and v.version = t.newest_version`;

@Injectable()
export class TemplateRepository extends SqlRepository {
  async insert(template: OwnTemplate, tx: Tx): Promise<void> {
    const { tenantId, id, name, msgtype, attachment, state, newestVersion, createdAt, updatedBy } = template;
    await this.rows(
      `insert into push_template (tenant_id, id, name, msgtype, attachment, state, newest_version, created_at, created_by, updated_at, updated_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $9)`,
      [tenantId, id, name, msgtype, attachment, state, newestVersion, createdAt, updatedBy],
      tx,
    );
    await this.insertVersion(template, tx);
  }

  /** Stores the sources of `newestVersion`. */
  async insertVersion({ tenantId, id, newestVersion, sources, updatedAt, updatedBy }: OwnTemplate, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_template_version (tenant_id, template_id, version, sources, created_at, created_by) values ($1, $2, $3, $4::jsonb, $5, $6)`,
      [tenantId, id, newestVersion, JSON.stringify(sources), updatedAt, updatedBy],
      tx,
    );
  }

  /** @returns false when the stored row has another version: then nothing is written */
  async update(template: OwnTemplate, expectedVersion: number, tx: Tx): Promise<boolean> {
    const { tenantId, id, name, state, newestVersion, updatedAt, updatedBy } = template;
    const row = await this.row(
      `update push_template set name = $4, state = $5, newest_version = $6, updated_at = $7, updated_by = $8, version = version + 1
        where tenant_id = $1 and id = $2 and version = $3 returning id`,
      [tenantId, id, expectedVersion, name, state, newestVersion, updatedAt, updatedBy],
      tx,
    );
    return row !== undefined;
  }

  async find(tenantId: string, id: string): Promise<OwnTemplate | undefined> {
    return this.row<OwnTemplate>(`select ${TEMPLATE} from ${WITH_SOURCES} where t.tenant_id = $1 and t.id = $2`, [tenantId, id]);
  }

  /** Newest first. @param before the last one seen */
  async listVersions(tenantId: string, id: string, before: number | undefined, limit: number): Promise<TemplateVersion[]> {
    return this.rows<TemplateVersion>(
      `select version, sources, created_at as "createdAt", created_by as "createdBy" from push_template_version
        where tenant_id = $1 and template_id = $2 and ($3::int is null or version < $3) order by version desc limit $4`,
      [tenantId, id, before ?? null, limit],
    );
  }

  /** Newest first. @param after id of the last one seen */
  async list(tenantId: string, archived: boolean, after: string | undefined, limit: number): Promise<OwnTemplate[]> {
    return this.rows<OwnTemplate>(
      `select ${TEMPLATE} from ${WITH_SOURCES}
        where t.tenant_id = $1 and ($2 or t.state = 'active') and ($3::uuid is null or t.id < $3) order by t.id desc limit $4`,
      [tenantId, archived, after ?? null, limit],
    );
  }
}
