import { Injectable } from '@nestjs/common';
import type { PageSnapshot } from '#bi-host';
import type { Run } from '#records';
import { RecipientResolver } from '#user-binding';
import type { Audience } from './recipients.service';
import { authorizationOf, peopleNamed } from './run-spec';

/** Who is told that there is no data this time, and what they see: nothing of the page, so that nobody need vouch for their rights. */
@Injectable()
export class NoticeAudience {
  constructor(private readonly bindings: RecipientResolver) {}

  /** People who are named one by one and bound: the host cannot be asked who is in a group. @returns undefined when there are none */
  async of({ tenantId, spec }: Run): Promise<Audience | undefined> {
    const bound = await this.bindings.resolve(tenantId, authorizationOf(spec), peopleNamed(spec.recipients));
    const recipients = [...bound].flatMap(([hostUserId, { wecomUserId, state }]) => (state === 'active' ? [{ hostUserId, hostUserName: hostUserId, wecomUserId }] : []));
    return recipients.length > 0 ? { contentKey: 'notice', viewerId: recipients[0].hostUserId, recipients } : undefined;
  }
}

/** A page of which nothing can be shown. */
export function blankPage({ projectId, spec }: Run): PageSnapshot {
  return { page: { id: spec.pageId, projectId, title: spec.pageTitle, published: false, sharing: false, url: '' }, dataTime: null, filters: [], charts: [] };
}
