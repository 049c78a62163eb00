import { Injectable } from '@nestjs/common';
import { HostUnavailableError, RuleNotFoundError, type PageSnapshot } from '#bi-host';
import { AudienceHistory, type Run } from '#records';
import { RecipientResolver } from '#user-binding';
import { RuleTooLargeError } from '../domain/push-dispatch.errors';
import type { Audience } from './recipients.service';
import { authorizationOf, peopleNamed } from './run-spec';
import { SelectedPeople } from './selected-people.service';

/** Who is told that there is no data this time, and what they see: nothing of the page, so that nobody need vouch for their rights. */
@Injectable()
export class NoticeAudience {
  constructor(
    private readonly bindings: RecipientResolver,
    private readonly people: SelectedPeople,
    private readonly history: AudienceHistory,
  ) {}

  /**
   * People of the task who are bound. Where the host cannot be asked who they are, or would have to say who may see a page that is not there
   * (all who are bound), those who got the task's last message stand in: they wait for this one.
   * @returns undefined when there are none
   */
  async of(run: Run): Promise<Audience | undefined> {
    const { tenantId, spec } = run;
    const bound = await this.bindings.resolve(tenantId, authorizationOf(spec), await this.selected(run));
    const recipients = [...bound].flatMap(([hostUserId, { wecomUserId, state }]) => (state === 'active' ? [{ hostUserId, hostUserName: hostUserId, wecomUserId }] : []));
    return recipients.length > 0 ? { contentKey: 'notice', viewerId: recipients[0].hostUserId, recipients } : undefined;
  }

  private async selected(run: Run): Promise<string[]> {
    const { recipients, channel } = run.spec;
    let known = true;
    let userIds: string[];
    try {
      ({ userIds } = await this.people.of({ ...run, spec: { channel, recipients: { ...recipients, allBound: false } } }));
    } catch (error) {
      if (!(error instanceof HostUnavailableError || error instanceof RuleNotFoundError || error instanceof RuleTooLargeError)) throw error;
      known = false;
      userIds = peopleNamed(recipients);
    }
    if (run.taskId === null || (known && !recipients.allBound)) return userIds;
    const excluded = new Set(recipients.excludedUserIds);
    const last = await this.history.reachedLast(run.tenantId, run.taskId);
    return [...new Set([...userIds, ...last.filter((id) => !excluded.has(id))])];
  }
}

/** A page of which nothing can be shown. */
export function blankPage({ projectId, spec }: Run): PageSnapshot {
  return { page: { id: spec.pageId, projectId, title: spec.pageTitle, published: false, sharing: false, url: '' }, dataTime: null, filters: [], charts: [] };
}
