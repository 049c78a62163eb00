import { Injectable } from '@nestjs/common';
import { ContentSource, PageNotAvailableError } from '#bi-host';
import type { Run, SkippedRecipient } from '#records';
import { RobotDirectory, type PushRobot } from '#robots';
import { channelsOf, TemplateNotFoundError, TemplatesService, type RenderedMessage } from '#templating';
import { reason } from '../../domain/reasons';
import type { AttachmentSource } from '../attachments.service';
import type { Audience, Recipient, ResolvedRecipients } from '../recipients.service';
import { pageViewOf, robotsOf } from '../run-spec';
import { ChannelOpener, type CarriedMessage, type OpenChannel } from './open-channel';
import { RobotMessages } from './robot-messages';

/** Posts in groups: everybody in a group sees what the owner of the task may see. One call a robot. */
@Injectable()
export class RobotsChannel extends ChannelOpener {
  readonly kind = 'robots';

  constructor(
    private readonly directory: RobotDirectory,
    private readonly content: ContentSource,
    private readonly templates: TemplatesService,
    private readonly messages: RobotMessages,
  ) {
    super();
  }

  async open(run: Run): Promise<OpenChannel> {
    const { robotIds } = robotsOf(run.spec);
    const robots = await this.directory.findMany(run.tenantId, robotIds);
    return {
      resolve: () => this.resolve(run, robotIds, robots),
      noticeAudience: async () => this.noticeAudience(run, robotIds, robots),
      carry: (message, source, recipients) => this.carry(robots, message, source, recipients),
    };
  }

  private async resolve(run: Run, robotIds: readonly string[], robots: ReadonlyMap<string, PushRobot>): Promise<ResolvedRecipients> {
    const { ownerUserId } = run.spec;
    const { groups } = await this.content.groupViewers(run.tenantId, pageViewOf(run), [ownerUserId]);
    const own = groups.find(({ viewerIds }) => viewerIds.includes(ownerUserId));
    // Never post what nobody vouched for.
    if (!own) throw new PageNotAvailableError('no_right', 'The owner of the task may not see the page');
    const { recipients, skipped } = placed(robotIds, robots);
    const audience = { contentKey: own.contentKey, viewerId: ownerUserId, recipients: await this.withTemplates(run, recipients, robots) };
    return { audiences: recipients.length > 0 ? [audience] : [], skipped };
  }

  /** The template of a robot goes before that of the task, unless it does not suit: it was made for apps, or needs the link that the task switched off. */
  private async withTemplates({ tenantId, spec }: Run, recipients: readonly Recipient[], robots: ReadonlyMap<string, PushRobot>): Promise<Recipient[]> {
    const suits = async (key: string): Promise<boolean> => {
      const template = await this.templates.newest(tenantId, key).catch(onlyMissing);
      return template !== undefined && channelsOf(template.msgtype).includes('robot') && (spec.withLink || !template.needsLink);
    };
    return Promise.all(
      recipients.map(async (recipient) => {
        const templateKey = robots.get(recipient.hostUserId)?.templateKey ?? undefined;
        return templateKey !== undefined && (await suits(templateKey)) ? { ...recipient, templateKey } : recipient;
      }),
    );
  }

  private noticeAudience({ spec }: Run, robotIds: readonly string[], robots: ReadonlyMap<string, PushRobot>): Audience | undefined {
    const { recipients } = placed(robotIds, robots);
    return recipients.length > 0 ? { contentKey: 'notice', viewerId: spec.ownerUserId, recipients } : undefined;
  }

  private async carry(robots: ReadonlyMap<string, PushRobot>, message: RenderedMessage, source: AttachmentSource, recipients: readonly Recipient[]): Promise<CarriedMessage> {
    const wanted = recipients.flatMap(({ hostUserId }) => robots.get(hostUserId) ?? []);
    return this.messages.make(message, source, wanted);
  }
}

function onlyMissing(error: unknown): undefined {
  if (!(error instanceof TemplateNotFoundError)) throw error;
}

/** A broken robot stays: somebody may mend it before the deadline. One that was disabled is left out. */
function placed(robotIds: readonly string[], robots: ReadonlyMap<string, PushRobot>): { recipients: Recipient[]; skipped: SkippedRecipient[] } {
  const recipients: Recipient[] = [];
  const skipped: SkippedRecipient[] = [];
  for (const id of robotIds) {
    const robot = robots.get(id);
    if (robot && robot.state !== 'disabled') recipients.push({ hostUserId: id, hostUserName: robot.name, robot: true });
    else skipped.push({ hostUserId: id, hostUserName: robot?.name ?? id, robot: true, reason: reason('ROBOT_NOT_USABLE', robot ? 'It is disabled' : 'It was deleted') });
  }
  return { recipients, skipped };
}
