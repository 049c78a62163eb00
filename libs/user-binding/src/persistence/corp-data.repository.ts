import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { BindingScope } from './binding.repository';

/** All that is kept here of the people of a corp. */
@Injectable()
export class CorpDataRepository extends SqlRepository {
  async remove({ tenantId, authorizationId }: BindingScope, tx: Tx): Promise<void> {
    const scope = [tenantId, authorizationId];
    await this.rows(
      `delete from push_binding_batch_row as row using push_binding_batch as batch
        where batch.tenant_id = $1 and batch.authorization_id = $2 and row.tenant_id = $1 and row.batch_id = batch.id`,
      scope,
      tx,
    );
    for (const table of ['push_binding_batch', 'push_self_binding', 'push_bind_ask', 'push_binding_change', 'push_binding']) {
      await this.rows(`delete from ${table} where tenant_id = $1 and authorization_id = $2`, scope, tx);
    }
  }
}
