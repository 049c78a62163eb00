import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';

export interface SelfBindingRequest {
  tenantId: string;
  authorizationId: string;
  hostUserId: string;
  hostUserName: string;
  /** Of the ask that led here; null when the person began it himself. */
  askHash: string | null;
}

@Injectable()
export class SelfBindingRepository extends SqlRepository {
  /** In the place of an earlier one of the same person. */
  async put(request: SelfBindingRequest, stateHash: string, expiresAt: Date): Promise<void> {
    await this.rows(
      `insert into push_self_binding (tenant_id, authorization_id, host_user_id, host_user_name, state_hash, expires_at, ask_hash) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict on constraint pk_push_self_binding do update
          set host_user_name = excluded.host_user_name, state_hash = excluded.state_hash, expires_at = excluded.expires_at, ask_hash = excluded.ask_hash`,
      [request.tenantId, request.authorizationId, request.hostUserId, request.hostUserName, stateHash, expiresAt, request.askHash],
    );
  }

  /** Uses it up: of several who ask at once one gets it. @returns undefined when it is unknown, used or over */
  async take(stateHash: string, now: Date): Promise<SelfBindingRequest | undefined> {
    return this.row<SelfBindingRequest>(
      `delete from push_self_binding where state_hash = $1 and expires_at > $2
       returning tenant_id as "tenantId", authorization_id as "authorizationId", host_user_id as "hostUserId", host_user_name as "hostUserName", ask_hash as "askHash"`,
      [stateHash, now],
    );
  }
}
