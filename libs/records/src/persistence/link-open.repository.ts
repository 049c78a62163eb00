import { Injectable } from '@nestjs/common';
import { SqlRepository } from '#kernel';
import type { LinkPlace } from '../domain/link-code';

/** Opens of one link that follow sooner are one open, in seconds: apps load an address twice, and a loop of requests writes nothing. */
export const SAME_OPEN_SECONDS = 10;

export interface CountedLink {
  tenantId: string;
  runId: string;
  hostUserId: string;
  part: number;
  pageUrl: string;
  validUntil: Date;
}

/** Counted links as they were sent, and the opens that are appended to the record of their run. */
@Injectable()
export class LinkOpenRepository extends SqlRepository {
  /** By the code alone: whoever opens a link names no tenant. */
  async find({ runId, number }: LinkPlace): Promise<CountedLink | undefined> {
    return this.row<CountedLink>(
      `select person.tenant_id as "tenantId", person.run_id as "runId", person.host_user_id as "hostUserId", person.part,
              message.page_url as "pageUrl", message.link_valid_until as "validUntil"
         from push_recipient as person
         join push_call as call on call.tenant_id = person.tenant_id and call.run_id = person.run_id and call.id = person.call_id
         join push_message as message on message.tenant_id = call.tenant_id and message.run_id = call.run_id and message.id = call.message_id
        where person.run_id = $1 and person.link_number = $2 and message.page_url is not null`,
      [runId, number],
    );
  }

  /** The first open appends a row; later ones count on it. */
  async note({ tenantId, runId, hostUserId, part }: CountedLink, now: Date): Promise<void> {
    await this.rows(
      `insert into push_open as known (tenant_id, run_id, host_user_id, part, opens, first_opened_at, last_opened_at) values ($1, $2, $3, $4, 1, $5, $5)
       on conflict on constraint pk_push_open do update set opens = known.opens + 1, last_opened_at = excluded.last_opened_at
         where known.last_opened_at <= excluded.last_opened_at - make_interval(secs => $6)`,
      [tenantId, runId, hostUserId, part, now, SAME_OPEN_SECONDS],
    );
  }
}
