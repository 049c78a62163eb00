import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { TokenTimes } from '../domain/token-times';

export interface StoredToken extends TokenTimes {
  tokenSealed: string;
}

/** A token as it is stored. */
export interface TokenRow {
  tokenSealed: string | null;
  tokenExpiresAt: Date | null;
  renewAfter: Date;
  renewLockUntil: Date | null;
}

@Injectable()
export class AccessTokenRepository extends SqlRepository {
  /** Writes the first token of an authorization, or one got with a new secret: a renewal under way will store nothing. */
  async put(tenantId: string, authorizationId: string, token: StoredToken, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_access_token (holder, authorization_id, tenant_id, token_sealed, expires_at, renew_after) values ($1::uuid::text, $1::uuid, $2, $3, $4, $5)
       on conflict (holder) do update
          set token_sealed = excluded.token_sealed, expires_at = excluded.expires_at, renew_after = excluded.renew_after, renew_lock_until = null,
              version = push_access_token.version + 1`,
      [authorizationId, tenantId, token.tokenSealed, token.expiresAt, token.renewAfter],
      tx,
    );
  }

  /**
   * Takes the right to renew, for all processes. No transaction stays open meanwhile: a claim that is not settled ends by itself.
   * @returns the claim; undefined when another one renews, or has renewed
   */
  async claimRenewal(holder: string, now: Date, lockUntil: Date): Promise<number | undefined> {
    const row = await this.row<{ version: number }>(
      `update push_access_token set renew_lock_until = $3, version = version + 1
        where holder = $1 and renew_after <= $2 and (renew_lock_until is null or renew_lock_until <= $2)
       returning version`,
      [holder, now, lockUntil],
    );
    return row?.version;
  }

  /** Stores what a renewal gave; nothing when its claim was taken over. */
  async storeRenewed(holder: string, claim: number, token: StoredToken): Promise<void> {
    await this.rows(
      `update push_access_token set token_sealed = $3, expires_at = $4, renew_after = $5, renew_lock_until = null, version = version + 1
        where holder = $1 and version = $2`,
      [holder, claim, token.tokenSealed, token.expiresAt, token.renewAfter],
    );
  }

  /** Ends a renewal that failed; an old token stays. @param renewAfter when the next one may be tried */
  async releaseRenewal(holder: string, claim: number, renewAfter: Date): Promise<void> {
    await this.rows(`update push_access_token set renew_lock_until = null, renew_after = $3 where holder = $1 and version = $2`, [holder, claim, renewAfter]);
  }

  /** Drops the token that WeCom refused, and no other: a newer one may be there already. */
  async drop(holder: string, refusedSealed: string, now: Date): Promise<void> {
    await this.rows(`update push_access_token set token_sealed = null, expires_at = null, renew_after = $3 where holder = $1 and token_sealed = $2`, [
      holder,
      refusedSealed,
      now,
    ]);
  }

  /** The row of a holder; one that is due at once, when there is none yet. */
  async ensure(holder: string, now: Date): Promise<TokenRow> {
    const sql = `select token_sealed as "tokenSealed", expires_at as "tokenExpiresAt", renew_after as "renewAfter", renew_lock_until as "renewLockUntil"
                   from push_access_token where holder = $1`;
    const found = await this.row<TokenRow>(sql, [holder]);
    if (found) return found;
    await this.rows('insert into push_access_token (holder, renew_after) values ($1, $2) on conflict (holder) do nothing', [holder, now]);
    return { tokenSealed: null, tokenExpiresAt: null, renewAfter: now, renewLockUntil: null };
  }

  /** A row that is due at once, in the place of whatever token there was. */
  async reset(tenantId: string, authorizationId: string, now: Date, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_access_token (holder, authorization_id, tenant_id, renew_after) values ($1::uuid::text, $1::uuid, $2, $3)
       on conflict (holder) do update
          set token_sealed = null, expires_at = null, renew_after = excluded.renew_after, renew_lock_until = null, version = push_access_token.version + 1`,
      [authorizationId, tenantId, now],
      tx,
    );
  }

  async remove(holder: string, tx: Tx): Promise<void> {
    await this.rows('delete from push_access_token where holder = $1', [holder], tx);
  }
}
