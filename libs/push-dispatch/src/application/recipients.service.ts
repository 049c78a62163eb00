import { Injectable } from '@nestjs/common';
import { ContentSource, UserDirectory, type HostUser } from '#bi-host';
import { chunksOf } from '#kernel';
import type { MessageRecipient, Reason, Run, SkippedRecipient } from '#records';
import { RecipientResolver } from '#user-binding';
import { reason, type ReasonCode } from '../domain/reasons';
import { authorizationOf, pageViewOf } from './run-spec';
import { SelectedPeople } from './selected-people.service';

/** Somebody who can be sent to, or the group of a robot. */
export interface Recipient extends MessageRecipient {
  /** Of a robot that has one of its own, which suits the task. */
  templateKey?: string;
}

/** Who see the same content, and so share a message. */
export interface Audience {
  contentKey: string;
  /** Host user as whom the page is seen. */
  viewerId: string;
  recipients: Recipient[];
}

/** What of a run says who gets what: a draft has it too. */
export type Addressed = Pick<Run, 'tenantId' | 'projectId' | 'spec'>;

export interface ResolvedRecipients {
  audiences: Audience[];
  skipped: SkippedRecipient[];
  /** Why it is right that nobody gets anything. */
  held?: Reason;
}

/** What the host takes at once. */
const HOST_CHUNK = 1000;

const SKIPPED_BINDING: Record<'out_of_range' | 'left', ReasonCode> = { out_of_range: 'OUT_OF_RANGE', left: 'LEFT' };

/** Finds out who of the named people gets which content, and why the others get none. Works in sets, never person by person. */
@Injectable()
export class RecipientsService {
  constructor(
    private readonly people: SelectedPeople,
    private readonly users: UserDirectory,
    private readonly content: ContentSource,
    private readonly bindings: RecipientResolver,
  ) {}

  /** @throws PageNotAvailableError. @throws HostUnavailableError. @throws RuleNotFoundError. @throws RuleTooLargeError */
  async resolve(run: Addressed): Promise<ResolvedRecipients> {
    const { tenantId, spec } = run;
    const { userIds, onlyBound } = await this.people.of(run);
    if (userIds.length === 0 && spec.recipients.rule) return { audiences: [], skipped: [], held: reason('RULE_EMPTY') };
    const known = await this.knownUsers(tenantId, userIds);
    const bound = await this.bindings.resolve(tenantId, authorizationOf(spec), userIds);
    const skipped: SkippedRecipient[] = [];
    const reachable = new Map<string, Recipient>();
    for (const hostUserId of userIds) {
      const user = known.get(hostUserId);
      const binding = bound.get(hostUserId);
      const person = { hostUserId, hostUserName: user?.name ?? hostUserId, wecomUserId: binding?.wecomUserId };
      if (!user) skipped.push({ ...person, reason: reason('USER_NOT_FOUND') });
      else if (!user.active) skipped.push({ ...person, reason: reason('USER_INACTIVE') });
      else if (!binding) skipped.push({ ...person, reason: reason('UNBOUND') });
      else if (binding.state !== 'active') skipped.push({ ...person, reason: reason(SKIPPED_BINDING[binding.state]) });
      else reachable.set(hostUserId, { hostUserId, hostUserName: user.name, wecomUserId: binding.wecomUserId });
    }
    const audiences = await this.audiencesOf(run, reachable, skipped);
    return { audiences, skipped: skipped.filter(({ hostUserId }) => !onlyBound.has(hostUserId)) };
  }

  private async knownUsers(tenantId: string, userIds: readonly string[]): Promise<Map<string, HostUser>> {
    const known = new Map<string, HostUser>();
    for (const ids of chunksOf(userIds, HOST_CHUNK)) {
      for (const user of await this.users.findUsers(tenantId, ids)) known.set(user.id, user);
    }
    return known;
  }

  private async audiencesOf(run: Addressed, reachable: ReadonlyMap<string, Recipient>, skipped: SkippedRecipient[]): Promise<Audience[]> {
    const audiences = new Map<string, Omit<Audience, 'viewerId'>>();
    for (const viewerIds of chunksOf([...reachable.keys()], HOST_CHUNK)) {
      const { groups, denied } = await this.content.groupViewers(run.tenantId, pageViewOf(run), viewerIds);
      const unplaced = new Set(viewerIds);
      for (const { contentKey, viewerIds: viewers } of groups) {
        const audience = audiences.get(contentKey) ?? { contentKey, recipients: [] };
        audiences.set(contentKey, audience);
        for (const viewer of viewers) if (unplaced.delete(viewer)) audience.recipients.push(reachable.get(viewer)!);
      }
      const reasons = new Map(denied.map((one) => [one.viewerId, one.reason]));
      // A viewer that the host names nowhere is treated as one without the right: never send what nobody vouched for.
      for (const viewer of unplaced) skipped.push({ ...reachable.get(viewer)!, reason: reason('NO_RIGHT', reasons.get(viewer)) });
    }
    return [...audiences.values()].filter(({ recipients }) => recipients.length > 0).map((audience) => ({ ...audience, viewerId: audience.recipients[0].hostUserId }));
  }
}
