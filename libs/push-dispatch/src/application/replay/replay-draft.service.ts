import { Injectable } from '@nestjs/common';
import { chunksOf } from '#kernel';
import { ReplaySource, RunLedger, type Run } from '#records';
import { CONTENTS_AT_ONCE } from '../prepared-weight';
import { nothingPrepared, PreparedRunWriter, type PreparedRun } from '../prepared-run.writer';
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
    private readonly writer: PreparedRunWriter,
  ) {}

  /**
   * @returns undefined when another worker prepares the replay by now
   * @throws ReplayContentMissingError. @throws PageNotAvailableError. @throws HostUnavailableError
   */
  async of(run: Run & { replayOf: string }): Promise<PreparedRun | undefined> {
    const record = await this.runs.find(run.tenantId, run.replayOf);
    const { dataTime } = await this.content.mustBeThere(run.tenantId, run.replayOf, record);
    const draft = { ...nothingPrepared(), dataTime };
    const replay = { run, record: record!, links: 0 };
    for (const people of await this.portionsOf(record!, await this.peopleOf(run, record!))) {
      if (!(await this.writer.writePortion(run, draft))) return undefined;
      draft.messages = await this.messages.make(replay, people);
      await this.content.keepMedia(run, draft.messages);
    }
    return draft;
  }

  /** Those who get something now. */
  private async peopleOf(run: Run, record: Run): Promise<ReplayPerson[]> {
    const replay = { record, choice: run.spec.replay! };
    const people: ReplayPerson[] = [];
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await this.audience.page(replay, after, PEOPLE_AT_ONCE);
      people.push(...page.people.filter(({ outcome }) => outcome === 'will_get'));
      after = page.next;
    }
    return people;
  }

  /** All who get parts of one content are in one portion: they share its messages. */
  private async portionsOf(record: Run, people: readonly ReplayPerson[]): Promise<ReplayPerson[][]> {
    const messageIds = [...new Set(people.flatMap(({ parts }) => parts.map(({ messageId }) => messageId)))];
    if (messageIds.length <= CONTENTS_AT_ONCE) return [[...people]];
    const contentKeys = await this.source.contentKeys(record, messageIds);
    const byContent = new Map<string | undefined, ReplayPerson[]>();
    for (const person of people) {
      const key = contentKeys.get(person.parts[0].messageId);
      const sameContent = byContent.get(key);
      if (sameContent) sameContent.push(person);
      else byContent.set(key, [person]);
    }
    return chunksOf([...byContent.values()], CONTENTS_AT_ONCE).map((some) => some.flat());
  }
}
