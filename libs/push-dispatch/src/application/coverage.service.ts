import { Injectable } from '@nestjs/common';
import type { Caller } from '#bi-host';
import { Clock, InvalidInputError } from '#kernel';
import { TaskDefinitionCheck, type PushTaskDefinition } from '#push-task';
import { AudienceHistory, type SkippedRecipient } from '#records';
import { missedGroups, type MissedGroup, type PeopleWindow } from '../domain/coverage';
import { reason } from '../domain/reasons';
import { RecipientsService, type Recipient } from './recipients.service';
import { authorizationOf, specOf } from './run-spec';

/** For so long it is remembered that WeCom left somebody out for lack of a licence. */
const LICENCE_MEMORY_MS = 7 * 24 * 3_600_000;

export interface Coverage {
  /** People that the recipients come to, without those excluded. */
  people: number;
  reached: number;
  /** Different contents among those who are reached: each is one message. */
  contents: number;
  missed: MissedGroup[];
}

/** Who would get a push, and why others would not: by the code that a run uses, so that both always agree. */
@Injectable()
export class CoverageService {
  constructor(
    private readonly check: TaskDefinitionCheck,
    private readonly recipients: RecipientsService,
    private readonly history: AudienceHistory,
    private readonly clock: Clock,
  ) {}

  /**
   * Saves nothing and sends nothing.
   * @throws InvalidInputError naming the field of the draft. @throws HostUnavailableError
   */
  async of(caller: Caller, draft: PushTaskDefinition, window: PeopleWindow): Promise<Coverage> {
    caller.mustBe('editor', draft.projectId);
    if (draft.channel.kind === 'robots') throw InvalidInputError.field('channel.kind', 'robots post into groups, so that there is nobody to count; choose app');
    const { tenantId } = caller;
    const spec = specOf({ ...draft, pageTitle: await this.check.of(tenantId, draft) });
    const { audiences, skipped } = await this.recipients.resolve({ tenantId, projectId: draft.projectId, spec });
    const reachable = audiences.flatMap((audience) => audience.recipients);
    const unlicensed = await this.unlicensed(tenantId, authorizationOf(spec), reachable);
    return {
      people: reachable.length + skipped.length,
      reached: reachable.length - unlicensed.length,
      contents: audiences.length,
      missed: missedGroups([...skipped, ...unlicensed], window),
    };
  }

  /** A run sends to them all the same: WeCom says who has a licence only then. */
  private async unlicensed(tenantId: string, authorizationId: string, people: readonly Recipient[]): Promise<SkippedRecipient[]> {
    const since = new Date(this.clock.now().getTime() - LICENCE_MEMORY_MS);
    const found = await this.history.unlicensed(tenantId, authorizationId, people.map((person) => person.hostUserId), since);
    return people.filter((person) => found.has(person.hostUserId)).map((person) => ({ ...person, reason: reason('UNLICENSED') }));
  }
}
