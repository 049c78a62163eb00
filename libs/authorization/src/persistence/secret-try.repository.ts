import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { SecretTryLimits } from '../domain/secret-tries';

/** Keeps the tries of one address apart, so that many at once cannot all find room; any number. */
const TRIES_LOCK = 7_316_201;

export interface SecretTry {
  tenantId: string;
  id: string;
  address: string;
}

@Injectable()
export class SecretTryRepository extends SqlRepository {
  /**
   * Takes a place among the tries of the window, before WeCom is asked.
   * @returns undefined when there is room; else when the next place is free
   */
  async begin(attempt: SecretTry, now: Date, since: Date, limits: SecretTryLimits, tx: Tx): Promise<{ oldest: Date } | undefined> {
    await this.rows('select pg_advisory_xact_lock($1, hashtext($2))', [TRIES_LOCK, attempt.address], tx);
    await this.rows('delete from push_secret_try where tried_at <= $1', [since], tx);
    const full = await this.row<{ oldest: Date }>(
      `select min(tried_at) as oldest from push_secret_try where tenant_id = $1 having count(*) >= $3
       union all
       select min(tried_at) as oldest from push_secret_try where address = $2 having count(*) >= $4`,
      [attempt.tenantId, attempt.address, limits.perTenant, limits.perAddress],
      tx,
    );
    if (full) return full;
    await this.rows('insert into push_secret_try (tenant_id, id, address, tried_at) values ($1, $2, $3, $4)', [attempt.tenantId, attempt.id, attempt.address, now], tx);
    return undefined;
  }

  /** Gives the place back: the secret was right, or WeCom did not judge it. */
  async forget({ tenantId, id }: SecretTry): Promise<void> {
    await this.rows('delete from push_secret_try where tenant_id = $1 and id = $2', [tenantId, id]);
  }
}
