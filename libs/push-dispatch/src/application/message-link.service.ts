import { Injectable } from '@nestjs/common';
import type { PageSnapshot } from '#bi-host';
import { CountedLinks, type Run } from '#records';
import { safeLink } from '#templating';

/** Links that count: in the content each stands as {@link CountedLink.code}, which every person's own code takes the place of. */
export interface CountedLink {
  code: string;
  /** The whole link, with the code that is nobody's. */
  url: string;
  pageUrl: string;
  validUntil: Date;
}

/** Where the messages of an audience lead. */
export interface MessageLink {
  /** What templates are given; null for none. */
  address: string | null;
  counted?: CountedLink;
}

/** Decides which link a message has. */
@Injectable()
export class MessageLinks {
  constructor(private readonly links: CountedLinks) {}

  of({ id: runId, spec }: Run, { page }: PageSnapshot, now: Date): MessageLink {
    if (!spec.withLink || page.url === '') return { address: null };
    const pageUrl = linkOf(page.url, runId);
    const target = safeLink(pageUrl);
    // In a group everybody has the same message. Where the public address was taken away meanwhile, the message still goes out.
    if (!spec.countOpens || spec.channel.kind !== 'app' || !this.links.possible || target === undefined) return { address: pageUrl };
    const code = this.links.placeholderOf(runId);
    const url = this.links.urlOf(code);
    return { address: url, counted: { code, url, pageUrl: target, validUntil: this.links.validUntil(now) } };
  }

  codeOf(runId: string, number: number): string {
    return this.links.codeOf({ runId, number });
  }
}

/** Says which push led to the page; harmless to a host that does not look at it. */
function linkOf(pageUrl: string, runId: string): string {
  const url = new URL(pageUrl);
  url.searchParams.set('push_run', runId);
  return url.toString();
}
