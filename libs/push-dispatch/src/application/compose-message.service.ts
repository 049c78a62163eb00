import { Injectable } from '@nestjs/common';
import type { PageSnapshot } from '#bi-host';
import { newId } from '#kernel';
import type { PreparedCall, PreparedMessage, Run, SkippedRecipient } from '#records';
import { TemplateRenderer, TemplatesService, type Figures, type Template } from '#templating';
import type { OpenChannel } from './channels/open-channel';
import { MessageLinks } from './message-link.service';
import type { Audience, Recipient } from './recipients.service';

/** What one audience of a run is told, and when. */
export interface AudienceContent {
  run: Run;
  audience: Audience;
  snapshot: PageSnapshot;
  /** Of what they were shown last. */
  previous?: Figures;
  /** Lines of exception control. */
  notes: readonly string[];
  /** Left out: the one of the task. */
  templateKey?: string;
  channel: OpenChannel;
  /** Read so far by this run: all its audiences get one version. */
  templates: Map<string, Template>;
  late: boolean;
  now: Date;
}

export interface ComposedContent {
  messages: PreparedMessage[];
  /** Who cannot get them after all. */
  skipped: SkippedRecipient[];
}

/** Makes the messages of an audience, with the calls that will carry them. */
@Injectable()
export class ComposeMessageService {
  constructor(
    private readonly renderer: TemplateRenderer,
    private readonly templates: TemplatesService,
    private readonly links: MessageLinks,
  ) {}

  /** Makes and uploads what the messages need; outside a transaction. @throws TryAgainError */
  async compose(content: AudienceContent): Promise<ComposedContent> {
    const composed: ComposedContent = { messages: [], skipped: [] };
    for (const [templateKey, recipients] of byTemplate(content)) {
      const { messages, skipped } = await this.composeIn(templateKey, content, recipients);
      composed.messages.push(...messages);
      composed.skipped.push(...skipped);
    }
    return composed;
  }

  private async composeIn(templateKey: string, { run, audience, snapshot, previous, notes, channel, templates, late, now }: AudienceContent, recipients: readonly Recipient[]): Promise<ComposedContent> {
    const { spec } = run;
    const template = templates.get(templateKey) ?? (await this.templates.newest(run.tenantId, templateKey));
    templates.set(templateKey, template);
    const shown = this.links.of(run, snapshot, now);
    const parts = this.renderer.render({
      template,
      language: spec.language,
      split: spec.splitTables,
      view: {
        title: spec.title,
        beginning: spec.beginning,
        ending: spec.ending,
        link: shown.address,
        runTime: now,
        zone: spec.zone,
        late: late ? { plannedAt: run.plannedAt } : undefined,
        test: run.trigger === 'test',
        snapshot,
        previous,
        notes,
      },
    });
    // A content that shows no link counts nothing, and is shared; one that does is each person's own in all its parts.
    const { counted: link } = shown;
    const own = link && parts.some(({ content }) => JSON.stringify(content).includes(link.code)) ? link : undefined;
    const composed: ComposedContent = { messages: [], skipped: [] };
    const lastOf = new Map<string, string>();
    // One after the other: equal attachments are uploaded once.
    for (const part of parts) {
      const { content, counted, calls, skipped } = await channel.carry(part, { run, snapshot }, recipients, own);
      // Whoever cannot get the first part gets none, and is told of once.
      if (composed.messages.length === 0) composed.skipped.push(...skipped);
      // Nobody can get it: a message without calls would never end.
      if (calls.length === 0) continue;
      composed.messages.push({
        id: newId(),
        msgtype: content.msgtype,
        content,
        contentKey: audience.contentKey,
        template: `${part.template.key}@${part.template.version}`,
        cut: part.cut,
        counted,
        // No copies: a call may make its text when it is written.
        calls: calls.map((call) => Object.assign(call, { after: lastOf.get(addresseeOf(call)) })),
      });
      for (const call of calls) lastOf.set(addresseeOf(call), call.id);
    }
    return composed;
  }
}

/** Mostly one: only robots have templates of their own. */
function byTemplate({ run, audience, templateKey: forced }: AudienceContent): Map<string, Recipient[]> {
  const groups = new Map<string, Recipient[]>();
  for (const recipient of audience.recipients) {
    const key = forced ?? recipient.templateKey ?? run.spec.templateKey;
    const group = groups.get(key);
    if (group) group.push(recipient);
    else groups.set(key, [recipient]);
  }
  return groups;
}

/** The same for the calls that bring the parts of one content to the same people. */
const addresseeOf = ({ targetId, recipients }: PreparedCall): string => `${targetId} ${recipients[0]?.wecomUserId ?? ''}`;
