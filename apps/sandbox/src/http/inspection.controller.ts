import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { allCalls } from '../calls/all-calls';
import { Platform } from '../domain/platform';
import { robotSource } from '../domain/robots';
import { Finders } from './finders';
import { ContentCountsQuery, DeliveriesQuery, JournalQuery, MembersQuery, MessagesQuery, ResetRequest } from './inspection.dto';
import { SandboxController } from './sandbox-controller';
import { corpView, deliveryView, memberView, messageView } from './views';

/** What tests and pages look at: everything the platform did, as JSON. */
@SandboxController('')
export class InspectionController {
  private readonly find: Finders;

  constructor(private readonly platform: Platform) {
    this.find = new Finders(platform);
  }

  /** The table of calls that the sandbox answers. */
  @Get('calls')
  calls(): object {
    const calls = allCalls(this.platform).map(({ method, path, tokens, section, fidelity, summary }) => ({ method, path: `/cgi-bin/${path}`, tokens, section, fidelity, summary }));
    return { calls };
  }

  @Get('corps')
  corps(): object {
    return { corps: [...this.platform.corps.values()].map(corpView) };
  }

  @Get('corps/:corpId/members')
  members(@Param('corpId') corpId: string, @Query() { q = '', limit = 200 }: MembersQuery): object {
    const corp = this.find.corp(corpId);
    const wanted = q.toLowerCase();
    const members: object[] = [];
    for (const member of corp.members) {
      if (members.length >= limit) break;
      if (!wanted || member.key.includes(wanted) || member.name.toLowerCase().includes(wanted)) members.push(memberView(member));
    }
    return { total: corp.memberCount, members };
  }

  /** What one person received, oldest first. */
  @Get('messages')
  messages(@Query() { corpId, userId, agentId, after = 0, limit = 500 }: MessagesQuery): object {
    const member = this.find.member(corpId, userId);
    const sources = [...member.corp.apps.values()].filter((app) => agentId === undefined || app.agentId === agentId).map((app) => app.key);
    if (agentId === undefined) sources.push(...[...member.corp.robots.keys()].map(robotSource));
    const found = sources.flatMap((source) => this.platform.messages.conversation(source, member.no)).filter((message) => message.seq > after);
    found.sort((a, b) => a.seq - b.seq);
    return { messages: found.slice(0, limit).map((message) => messageView(message, member)) };
  }

  /** Every delivery to every person, oldest first; ask again with `after` set to the last `seq`. */
  @Get('deliveries')
  deliveries(@Query() { corpId, agentId, userId, msgId, title, after = 0, limit = 1000 }: DeliveriesQuery): object {
    const deliveries: object[] = [];
    for (const row of this.platform.messages.log.deliveries(after)) {
      if (deliveries.length >= limit) break;
      if (corpId && row.message.corpId !== corpId) continue;
      if (agentId !== undefined && row.message.agentId !== agentId) continue;
      if (userId && row.member.key !== userId.toLowerCase()) continue;
      if (msgId && row.message.msgId !== msgId) continue;
      const view = deliveryView(row) as { title: string };
      if (title && !view.title.includes(title)) continue;
      deliveries.push(view);
    }
    return { total: this.platform.messages.counts.deliveries, deliveries };
  }

  /** Exact totals since the start or the last reset. */
  @Get('counts')
  counts(): object {
    const { deliveries, dropped, repeats, forgottenContents } = this.platform.messages.counts;
    return { deliveries, dropped, repeats, forgottenContents, messages: this.platform.messages.log.lastSeq, calls: this.platform.journal.lastSeq };
  }

  /** Per content: how many deliveries, to how many people, and how often the same person got it at most. */
  @Get('counts/contents')
  contentCounts(@Query() query: ContentCountsQuery): object {
    return { contents: this.platform.messages.counts.list(query) };
  }

  /** Per person and app: what arrived, what was dropped for frequency, what is unread. */
  @Get('counts/people')
  peopleCounts(@Query() { corpId, agentId, content }: ContentCountsQuery): object {
    if (content) {
      const people = [...this.platform.messages.counts.perMember(content)].map(([no, times]) => ({ userId: this.platform.memberByNo(no)?.userId, times }));
      return { people };
    }
    const people: object[] = [];
    for (const corp of this.platform.corps.values()) {
      if (corpId && corp.corpId !== corpId) continue;
      for (const app of corp.apps.values()) {
        if (agentId !== undefined && app.agentId !== agentId) continue;
        for (const { memberNo, received, dropped, unread } of this.platform.messages.inboxesOf(app.key).values()) {
          people.push({ corpId: corp.corpId, agentId: app.agentId, userId: this.platform.memberByNo(memberNo)?.userId, received, dropped, unread });
        }
      }
    }
    return { people };
  }

  /** Calls to the platform, newest first. */
  @Get('journal')
  journal(@Query() { since, limit = 200, ...filter }: JournalQuery): object {
    const entries = this.platform.journal.find({ ...filter, limit, since: since ? Date.parse(since) : undefined });
    return { last: this.platform.journal.lastSeq, entries: entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })) };
  }

  @Get('journal/counts')
  journalCounts(): object {
    return { calls: this.platform.journal.counts() };
  }

  @Post('reset')
  @HttpCode(204)
  reset(@Body() { what = 'all' }: ResetRequest): void {
    if (what === 'all') this.platform.reset();
    else this.platform.resetMessages();
  }
}
