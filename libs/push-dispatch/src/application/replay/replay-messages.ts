import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { chunksOf, Clock, newId } from '#kernel';
import { CountedLinks, ReplaySource, type MessageRecipient, type OpenPart, type PreparedCall, type PreparedMessage, type Run, type StoredCall, type StoredMessage } from '#records';
import { robotContentOf, RobotDirectory, RobotMentions, type PushRobot } from '#robots';
import { readdressed, RECIPIENTS_PER_CALL, serializeRobotMessage } from '#wecom';
import { duplicateWindowOf, stillKnown, withoutMentions } from '../../domain/replay';
import { authorizationOf, robotsOf } from '../run-spec';
import type { ReplayPerson } from './replay-audience';

/** A replay that is being written. */
export interface Replaying {
  run: Run;
  /** The record that is sent once more. */
  record: Run;
  /** Counted links of it so far. */
  links: number;
}

/** Of it what is made at once. */
interface ReplayPortion {
  replay: Replaying;
  people: readonly ReplayPerson[];
  stored: Map<string, StoredMessage>;
  /** Earlier calls of those of whom nobody knows whether they got it, and of robots. */
  calls: Map<string, StoredCall>;
  made: Map<string, PreparedMessage>;
}

/** Makes of the stored messages of a record the calls that bring them to people who did not get them. Nothing is rendered. */
@Injectable()
export class ReplayMessages {
  constructor(
    private readonly source: ReplaySource,
    private readonly authorizations: AuthorizationsService,
    private readonly links: CountedLinks,
    private readonly robots: RobotDirectory,
    private readonly mentions: RobotMentions,
    private readonly clock: Clock,
  ) {}

  /** @param people those who will get something; all who get parts of one content are among them, or none */
  async make(replay: Replaying, people: readonly ReplayPerson[]): Promise<PreparedMessage[]> {
    const { record } = replay;
    const wanted = [...new Set(people.flatMap(({ parts }) => parts.map(({ messageId }) => messageId)))];
    const stored = new Map((await this.source.messages(record, wanted)).map((message) => [message.id, message]));
    const byRobots = record.spec.channel.kind === 'robots';
    const earlier = people.flatMap(({ person }) => person.open.filter(({ unknown }) => unknown || byRobots).flatMap(({ last }) => last.callId ?? []));
    const made = new Map([...stored.values()].map((message) => [message.id, copyOf(message)]));
    const portion = { replay, people, stored, calls: await this.source.calls(record, [...new Set(earlier)]), made };
    if (byRobots) await this.callRobots(portion);
    else await this.callPeople(portion);
    return [...made.values()].filter(({ calls }) => calls.length > 0);
  }

  private async callPeople(portion: ReplayPortion): Promise<void> {
    const { replay, stored, made } = portion;
    const { run, record } = replay;
    const { agentId } = await this.authorizations.getApp(run.tenantId, authorizationOf(run.spec));
    const duplicateWindowSeconds = duplicateWindowOf(await this.source.numberOf(record, run.id));
    const validUntil = this.links.validUntil(this.clock.now());
    for (const { recipients, parts } of together(repeatUnknown(portion, this.clock.now()))) {
      const bringing = new Map<string, string>();
      for (const { part, messageId } of parts) {
        const message = stored.get(messageId)!;
        const prepared = made.get(messageId)!;
        const counted = message.pageUrl !== null;
        if (counted) prepared.counted = { pageUrl: message.pageUrl!, validUntil };
        for (const some of chunksOf(recipients, counted ? 1 : RECIPIENTS_PER_CALL)) {
          const linkNumber = counted ? replay.links++ : undefined;
          const body = (): string => readdressed(message.body, { agentId, userIds: some.flatMap(({ wecomUserId }) => wecomUserId ?? []), duplicateWindowSeconds });
          const call = this.callOf(message, some, part, linkNumber === undefined ? body : () => this.links.withCode(body(), { runId: run.id, number: linkNumber }), linkNumber);
          // The same people in the same order for each part.
          const place = some[0].hostUserId;
          call.after = bringing.get(place);
          bringing.set(place, call.id);
          prepared.calls.push(call);
        }
      }
    }
  }

  private callOf({ channel, targetId }: StoredMessage, recipients: readonly MessageRecipient[], part: number, body: () => string, linkNumber?: number): PreparedCall {
    return {
      id: newId(),
      channel,
      targetId,
      linkNumber,
      recipients: recipients.map((recipient) => ({ ...recipient, part })),
      // Made when it is written: each person's own text would be held by the thousand.
      get body() {
        return body();
      },
    };
  }

  private async callRobots({ replay: { record }, people, stored, calls, made }: ReplayPortion): Promise<void> {
    const robots = await this.robots.findMany(record.tenantId, people.map(({ person }) => person.hostUserId));
    for (const { person, recipient, parts } of people) {
      let after: string | undefined;
      for (const { part, messageId } of parts) {
        const message = stored.get(messageId)!;
        const own = calls.get(person.open.find((one) => one.part === part)?.last.callId ?? '');
        const body = own?.body ?? (await this.postOf(message, record, robots.get(person.hostUserId)!));
        const call: PreparedCall = { id: newId(), channel: 'robot', targetId: person.hostUserId, body, recipients: [{ ...recipient!, part }], after };
        made.get(messageId)!.calls.push(call);
        after = call.id;
      }
    }
  }

  /** What another robot posted, for a robot that was left out: the words are the same, the people whom it mentions are its own. */
  private async postOf({ body }: StoredMessage, { tenantId, spec }: Run, { mention }: PushRobot): Promise<string> {
    const words = withoutMentions(body);
    if (!words) return body;
    return serializeRobotMessage(robotContentOf(words, await this.mentions.accountsOf(tenantId, [mention, robotsOf(spec).mention])));
  }
}

const copyOf = ({ msgtype, content, contentKey, template, cut }: StoredMessage): PreparedMessage => ({ id: newId(), msgtype, content, contentKey, template, cut, calls: [] });

type Placed = Pick<ReplayPerson, 'parts'> & { recipient: MessageRecipient };

/**
 * A call of which nobody knows what became is repeated as it is, as long as WeCom would know it again and everybody in it is asked for:
 * so nobody gets it twice.
 * @returns what is left for calls of its own
 */
function repeatUnknown({ people, calls, stored, made }: ReplayPortion, now: Date): Placed[] {
  const waiting = new Map<string, { placed: ReplayPerson; open: OpenPart; messageId: string }[]>();
  for (const placed of people) {
    for (const { part, messageId } of placed.parts) {
      const open = placed.person.open.find((one) => one.part === part);
      if (!open?.unknown || open.last.state !== 'unknown' || open.last.callId === null || open.last.wecomUserId !== placed.recipient?.wecomUserId) continue;
      waiting.set(open.last.callId, [...(waiting.get(open.last.callId) ?? []), { placed, open, messageId }]);
    }
  }
  const repeated = new Set<OpenPart>();
  for (const [callId, group] of waiting) {
    const call = calls.get(callId);
    if (!call || call.state !== 'unknown' || call.recipients !== group.length || call.settledAt === null || !stillKnown(call.settledAt, now)) continue;
    const recipients = group.map(({ placed, open }) => ({ ...placed.recipient!, part: open.part }));
    made.get(group[0].messageId)!.calls.push({ id: newId(), channel: stored.get(group[0].messageId)!.channel, targetId: call.targetId, body: call.body, recipients });
    for (const { open } of group) repeated.add(open);
  }
  return people.flatMap(({ person, recipient, parts }) => {
    const left = parts.filter(({ part }) => !person.open.some((one) => one.part === part && repeated.has(one)));
    return left.length > 0 ? [{ recipient: recipient!, parts: left }] : [];
  });
}

/** Who are to get the same parts share calls. */
function together(people: readonly Placed[]): { recipients: MessageRecipient[]; parts: Placed['parts'] }[] {
  const groups = new Map<string, { recipients: MessageRecipient[]; parts: Placed['parts'] }>();
  for (const { recipient, parts } of people) {
    const key = parts.map(({ part, messageId }) => `${part} ${messageId}`).join();
    const group = groups.get(key) ?? { recipients: [], parts };
    groups.set(key, group);
    group.recipients.push(recipient);
  }
  return [...groups.values()];
}
