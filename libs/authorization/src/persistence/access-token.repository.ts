import { Injectable } from '@nestjs/common';
import { SqlRepository, type Tx } from '#kernel';
import type { TokenTimes } from '../domain/token-times';

export interface StoredToken extends TokenTimes {
  tokenSealed: string;
}

@Injectable()
export class AccessTokenRepository extends SqlRepository {
  /** Writes the first token of an authorization, or one got with a new secret: a renewal under way will store nothing. */
  async put(tenantId: string, authorizationId: string, token: StoredToken, tx: Tx): Promise<void> {
    await this.rows(
      `insert into push_access_token (authorization_id, tenant_id, token_sealed, expires_at, renew_after) values ($1, $2, $3, $4, $5)
       on conflict (authorization_id) do update
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
  async claimRenewal(authorizationId: string, now: Date, lockUntil: Date): Promise<number | undefined> {
    const row = await this.row<{ version: number }>(
      `update push_access_token set renew_lock_until = $3, version = version + 1
        where authorization_id = $1 and renew_after <= $2 and (renew_lock_until is null or renew_lock_until <= $2)
       returning version`,
      [authorizationId, now, lockUntil],
    );
    return row?.version;
  }

  /** Stores what a renewal gave; nothing when its claim was taken over. */
  async storeRenewed(authorizationId: string, claim: number, token: StoredToken): Promise<void> {
    await this.rows(
      `update push_access_token set token_sealed = $3, expires_at = $4, renew_after = $5, renew_lock_until = null, version = version + 1
        where authorization_id = $1 and version = $2`,
      [authorizationId, claim, token.tokenSealed, token.expiresAt, token.renewAfter],
    );
  }

  /** Ends a renewal that failed; an old token stays. @param renewAfter when the next one may be tried */
  async releaseRenewal(authorizationId: string, claim: number, renewAfter: Date): Promise<void> {
    await this.rows(`update push_access_token set renew_lock_until = null, renew_after = $3 where authorization_id = $1 and version = $2`, [authorizationId, claim, renewAfter]);
  }

  /** Drops the token that WeCom refused, and no other: a newer one may be there already. */
  async drop(authorizationId: string, refusedSealed: string, now: Date): Promise<void> {
    await this.rows(`update push_access_token set token_sealed = null, expires_at = null, renew_after = $3 where authorization_id = $1 and token_sealed = $2`, [
      authorizationId,
      refusedSealed,
      now,
    ]);
  }

  async remove(authorizationId: string, tx: Tx): Promise<void> {
    await this.rows('delete from push_access_token where authorization_id = $1', [authorizationId], tx);
  }
}
