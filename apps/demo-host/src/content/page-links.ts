import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DemoHostConfig } from '../demo-host.config';
import type { PageDefinition } from './page-definition';
import { NOTHING_CHOSEN, type ChosenFilters } from './chosen-filters';
import { contentKeyOf, scopeOfContentKey, type Scope } from './visibility';

/** Whether the page must know who is looking before it shows anything. */
export function needsViewer(page: PageDefinition): boolean {
  return page.rowLevel || page.audience === 'members';
}

/** The addresses of pages for people. */
@Injectable()
export class PageLinks {
  private readonly base: string;

  constructor(private readonly config: DemoHostConfig) {
    this.base = config.PUBLIC_URL.replace(/\/+$/, '');
  }

  plain(projectId: string, pageId: string): string {
    return `${this.base}/p/${encodeURIComponent(projectId)}/${encodeURIComponent(pageId)}`;
  }

  /**
   * The link of one viewer's snapshot: in the viewer's language, and, where a page shows itself to known viewers only,
   * with a signed mark of what this viewer may see, so that the recipient of a message need not sign in. Filters that are set are set on the page too.
   */
  forViewer(projectId: string, page: PageDefinition, scope: Scope, language: string, chosen: ChosenFilters = NOTHING_CHOSEN): string {
    const query = new URLSearchParams({ lang: language, ...Object.fromEntries([...chosen].map(([id, value]) => [`filter.${id}`, value])) });
    if (needsViewer(page)) query.set('view', `${contentKeyOf(scope)}.${this.mark(projectId, page.id, scope)}`);
    return `${this.plain(projectId, page.id)}?${query.toString()}`;
  }

  /** @returns the scope that a `view` parameter of {@link forViewer} proves; undefined when it proves nothing */
  scopeOf(projectId: string, pageId: string, view: string): Scope | undefined {
    const dot = view.lastIndexOf('.');
    const scope = scopeOfContentKey(view.slice(0, Math.max(dot, 0)));
    if (scope === undefined) return undefined;
    const given = Buffer.from(view.slice(dot + 1));
    const expected = Buffer.from(this.mark(projectId, pageId, scope));
    return given.length === expected.length && timingSafeEqual(given, expected) ? scope : undefined;
  }

  private mark(projectId: string, pageId: string, scope: Scope): string {
    return createHmac('sha256', this.config.HOST_SHARED_SECRET).update(['view-link', projectId, pageId, scope].join('\n')).digest('base64url');
  }
}
