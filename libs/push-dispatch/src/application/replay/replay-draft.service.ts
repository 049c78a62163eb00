import { Injectable } from '@nestjs/common';
import { ReplaySource, RunLedger, type Run } from '#records';
import { nothingPrepared, type PreparedRun } from '../prepared-run.writer';
import { ReplayAudience, type ReplayPerson } from './replay-audience';
import { ReplayContent } from './replay-content';
import { ReplayMessages } from './replay-messages';

/** People who are looked at together: what the host takes at once. */
const PEOPLE_AT_ONCE = 1000;

/** What a replay sends: the stored content of a record, to those of its people who did not get it and can be reached now. */
@Injectable()
export class ReplayDraft {
  constructor(
    private readonly runs: RunLedger,
    private readonly source: ReplaySource,
    private readonly audience: ReplayAudience,
    private readonly content: ReplayContent,
    private readonly messages: ReplayMessages,
  ) {}

  /** @throws ReplayContentMissingError. @throws PageNotAvailableError. @throws HostUnavailableError */
  async of(run: Run & { replayOf: string }): Promise<PreparedRun> {
    const record = await this.runs.find(run.tenantId, run.replayOf);
    const { dataTime } = await this.content.mustBeThere(run.tenantId, run.replayOf, record);
    const people: ReplayPerson[] = [];
    const replay = { record: record!, choice: run.spec.replay! };
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await this.audience.page(replay, after, PEOPLE_AT_ONCE);
      people.push(...page.people.filter(({ outcome }) => outcome === 'will_get'));
      after = page.next;
    }
    const messages = await this.messages.make(run, record!, people);
    await this.content.keepMedia(run, messages);
    return { ...nothingPrepared(), messages, dataTime };
  }
}
