import { Injectable } from '@nestjs/common';
import type { PageSnapshot } from '#bi-host';
import { chunksOf, newId } from '#kernel';
import type { PreparedMessage, Run } from '#records';
import { TemplateRenderer, TemplatesService, type RenderedMessage } from '#templating';
import { RECIPIENTS_PER_CALL, serializeSend } from '#wecom';
import { DUPLICATE_WINDOW_SECONDS } from '../domain/dispatch-policy';
import { AttachmentsService } from './attachments.service';
import type { Audience } from './recipients.service';
import { authorizationOf } from './run-spec';

/** What one audience of a run is told, and when. */
export interface AudienceContent {
  run: Run;
  audience: Audience;
  snapshot: PageSnapshot;
  /** What they were shown last. */
  previous?: PageSnapshot;
  /** Lines of exception control. */
  notes: readonly string[];
  /** Left out: the one of the task. */
  templateKey?: string;
  agentId: number;
  late: boolean;
  now: Date;
}

/** Makes the messages of an audience, with the calls that will carry them. */
@Injectable()
export class ComposeMessageService {
  constructor(
    private readonly renderer: TemplateRenderer,
    private readonly templates: TemplatesService,
    private readonly attachments: AttachmentsService,
  ) {}

  /** Makes and uploads what the messages need; outside a transaction. @throws TryAgainError */
  async compose({ run, audience, snapshot, previous, notes, templateKey, agentId, late, now }: AudienceContent): Promise<PreparedMessage[]> {
    const { spec } = run;
    const template = await this.templates.newest(run.tenantId, templateKey ?? spec.templateKey);
    const parts = this.renderer.render({
      template,
      language: spec.language,
      view: {
        title: spec.title,
        beginning: spec.beginning,
        ending: spec.ending,
        link: spec.withLink && snapshot.page.url !== '' ? linkOf(snapshot.page.url, run.id) : null,
        runTime: now,
        zone: spec.zone,
        late: late ? { plannedAt: run.plannedAt } : undefined,
        test: run.trigger === 'test',
        snapshot,
        previous,
        notes,
      },
    });
    const complete: RenderedMessage[] = [];
    // One after the other: equal attachments are uploaded once.
    for (const part of parts) complete.push({ ...part, content: await this.attachments.complete(part, { run, snapshot }) });
    return complete.map((rendered) => ({
      id: newId(),
      msgtype: rendered.content.msgtype,
      content: rendered.content,
      contentKey: audience.contentKey,
      template: `${rendered.template.key}@${rendered.template.version}`,
      cut: rendered.cut,
      calls: chunksOf(audience.recipients, RECIPIENTS_PER_CALL).map((recipients) => ({
        id: newId(),
        channel: 'app',
        targetId: authorizationOf(spec),
        body: serializeSend(rendered.content, {
          agentId,
          userIds: recipients.map((person) => person.wecomUserId),
          duplicateWindowSeconds: DUPLICATE_WINDOW_SECONDS,
        }),
        recipients,
      })),
    }));
  }
}

/** Says which push led to the page; harmless to a host that does not look at it. */
function linkOf(pageUrl: string, runId: string): string {
  const url = new URL(pageUrl);
  url.searchParams.set('push_run', runId);
  return url.toString();
}
