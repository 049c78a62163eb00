import { Injectable } from '@nestjs/common';
import { ContentSource, PageNotAvailableError } from '#bi-host';
import { ReplaySource, type MissedPerson, type Reason, type ReplayChoice, type Run } from '#records';
import { RobotDirectory } from '#robots';
import { reason } from '../../domain/reasons';
import { MENDABLE, type ReplayOutcome } from '../../domain/replay';
import { RecipientsService, type Recipient } from '../recipients.service';
import { onlyUsers, pageViewOf } from '../run-spec';

/** A record that is sent once more. */
export interface Replay {
  /** The record itself, never a replay of it. */
  record: Run;
  choice: ReplayChoice;
}

/** A message of the record that somebody is to get now. */
export interface ReplayPart {
  part: number;
  /** The record's message. */
  messageId: string;
}

/** Somebody whom the record did not reach, as things are now. */
export interface ReplayPerson {
  person: MissedPerson;
  outcome: ReplayOutcome;
  /** Why `not_yet`. */
  reason?: Reason;
  /** How he is reached now, and with what: of `will_get`. */
  recipient?: Recipient;
  parts: ReplayPart[];
}

export interface ReplayPage {
  people: ReplayPerson[];
  /** Given back for the next page; undefined on the last one. */
  next?: string;
}

/** Finds out whom of a record a replay would reach now: people and robots are looked at anew, the content is the record's. */
@Injectable()
export class ReplayAudience {
  constructor(
    private readonly source: ReplaySource,
    private readonly recipients: RecipientsService,
    private readonly robots: RobotDirectory,
    private readonly content: ContentSource,
  ) {}

  /**
   * @param after `next` of the page before
   * @throws PageNotAvailableError: nobody may see the page any more, so nobody is sent what it showed. @throws HostUnavailableError
   */
  async page({ record, choice }: Replay, after: string | undefined, limit: number): Promise<ReplayPage> {
    const { people, named, last } = await this.source.missed(record, { ...choice, mendable: MENDABLE }, after, limit);
    const next = named === limit ? last : undefined;
    if (people.length === 0) return { people: [], next };
    const placed = record.spec.channel.kind === 'robots' ? await this.ofRobots(record, people) : await this.ofPeople(record, people);
    return { people: placed.map((one) => asAsked(one, choice)), next };
  }

  /**
   * A person who had a message of his own gets that one, if he may see the page at all. For somebody who was skipped nothing was made: he gets what the record
   * holds for exactly what he may see now, and otherwise nothing.
   */
  private async ofPeople(record: Run, people: readonly MissedPerson[]): Promise<ReplayPerson[]> {
    const spec = { ...record.spec, recipients: onlyUsers(people.map(({ hostUserId }) => hostUserId)) };
    const { audiences, skipped } = await this.recipients.resolve({ ...record, spec });
    const reasons = new Map(skipped.map((one) => [one.hostUserId, one.reason]));
    const reachable = new Map(audiences.flatMap(({ contentKey, recipients }) => recipients.map((recipient) => [recipient.hostUserId, { contentKey, recipient }] as const)));
    const contents = await this.source.messagesOfContents(record, [...new Set([...reachable.values()].map(({ contentKey }) => contentKey))]);
    return people.map((person) => {
      const found = reachable.get(person.hostUserId);
      if (!found) return notYet(person, reasons.get(person.hostUserId) ?? reason('USER_NOT_FOUND'));
      const messages = contents.get(found.contentKey);
      if (person.skipped && !messages) return notYet(person, reason('CONTENT_NOT_KEPT'));
      return { person, outcome: 'will_get', recipient: found.recipient, parts: person.skipped ? partsOf(person, messages!) : ownParts(person) };
    });
  }

  /** A group sees what the owner of the task may see: if that is nothing any more, no group is sent anything. */
  private async ofRobots(record: Run, people: readonly MissedPerson[]): Promise<ReplayPerson[]> {
    const { ownerUserId, templateKey } = record.spec;
    const { groups } = await this.content.groupViewers(record.tenantId, pageViewOf(record), [ownerUserId]);
    if (!groups.some(({ viewerIds }) => viewerIds.includes(ownerUserId))) throw new PageNotAvailableError('no_right', 'The owner of the task may not see the page');
    const robots = await this.robots.findMany(record.tenantId, people.map(({ hostUserId }) => hostUserId));
    const messages = await this.source.messagesOfTemplates(record);
    return people.map((person) => {
      const robot = robots.get(person.hostUserId);
      if (robot?.state !== 'enabled') return notYet(person, reason('ROBOT_NOT_USABLE', robot ? `It is ${robot.state}` : 'It was deleted'));
      const recipient = { hostUserId: robot.id, hostUserName: robot.name, robot: true };
      if (!person.skipped) return { person, outcome: 'will_get', recipient, parts: ownParts(person) };
      const wanted = [robot.templateKey, templateKey].map((key) => messages.filter(({ template }) => template.startsWith(`${key}@`))).find((some) => some.length > 0) ?? [];
      // A file was uploaded for each robot by itself.
      if (wanted.length === 0 || wanted.some(({ msgtype }) => msgtype === 'file')) return notYet(person, reason('CONTENT_NOT_KEPT'));
      return { person, outcome: 'will_get', recipient, parts: partsOf(person, wanted.map(({ id }) => id)) };
    });
  }
}

const notYet = (person: MissedPerson, why: Reason): ReplayPerson => ({ person, outcome: 'not_yet', reason: why, parts: [] });

const ownParts = ({ open }: MissedPerson): ReplayPart[] => open.flatMap(({ part, messageId }) => (messageId === null ? [] : [{ part, messageId }]));

/** All parts of a content but those that an earlier replay brought. */
const partsOf = ({ reached }: MissedPerson, messageIds: readonly string[]): ReplayPart[] =>
  messageIds.flatMap((messageId, part) => (reached.has(part) ? [] : [{ part, messageId }]));

/** Without what may have come already, unless that is asked for. */
function asAsked(placed: ReplayPerson, { includeUnknown }: ReplayChoice): ReplayPerson {
  if (placed.outcome !== 'will_get' || includeUnknown) return placed;
  const unknown = new Set(placed.person.open.filter((one) => one.unknown).map(({ part }) => part));
  const parts = placed.parts.filter(({ part }) => !unknown.has(part));
  return parts.length > 0 ? { ...placed, parts } : { ...placed, outcome: 'ask_first', parts };
}
