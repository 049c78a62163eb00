import { Controller, Get, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ContentService, type FoundPage } from '../content/content.service';
import { isOffered, type ChosenFilters } from '../content/chosen-filters';
import type { PageDefinition } from '../content/page-definition';
import { needsViewer, PageLinks } from '../content/page-links';
import { viewOf, type Scope } from '../content/visibility';
import { PageNotAvailableError, TooManyAttemptsError, WrongCredentialsError } from '../contract/host.errors';
import { SignInService } from '../people/sign-in.service';
import { TenantBook } from '../people/tenant-book';
import type { Tenant } from '../people/tenant';
import { pageView } from './page-view';
import { homeHtml, reportHtml, signInHtml } from './templates';
import { textField } from './text-field';
import { WebErrorFilter } from './web-error.filter';
import { languageOf, otherLanguageLink, sendHtml } from './web-response';
import { WORDS, type Words } from './words';

/** The tenant whose pages the home page lists. */
const HOME_TENANT = 'demo';

function badgeOf(page: PageDefinition, words: Words): string | undefined {
  if (!page.published) return words.draft;
  if (!page.sharing) return words.sharingOff;
  return needsViewer(page) ? words.signInNeeded : undefined;
}

/** Filters of a link that the page offers; others are left out: a link may be older than the page. */
function chosenIn({ query }: Request, page: PageDefinition): ChosenFilters {
  const chosen = new Map<string, string>();
  for (const { id } of page.offers) {
    const value = query[`filter.${id}`];
    if (typeof value === 'string' && isOffered(page, id, value)) chosen.set(id, value);
  }
  return chosen;
}

/** The pages as people open them, from a message or from the list. */
@Controller()
@UseFilters(WebErrorFilter)
export class WebController {
  constructor(
    private readonly content: ContentService,
    private readonly links: PageLinks,
    private readonly signIns: SignInService,
    private readonly tenants: TenantBook,
  ) {}

  @Get()
  home(@Req() request: Request, @Res() response: Response): void {
    const language = languageOf(request);
    const words = WORDS[language];
    const projects = this.tenants.get(HOME_TENANT).projects.map(({ id, name, pages }) => ({
      name: name[language],
      pages: pages.map((page) => ({ title: page.title[language], link: `/p/${id}/${page.id}?lang=${words.tag}`, badge: badgeOf(page, words) })),
    }));
    sendHtml(response, 200, homeHtml({ title: words.home, words, otherLanguageLink: otherLanguageLink(request), projects }));
  }

  @Get('p/:projectId/:pageId')
  async page(@Param('projectId') projectId: string, @Param('pageId') pageId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { found } = this.open(projectId, pageId);
    const { view } = request.query;
    const proven = typeof view === 'string' ? this.links.scopeOf(projectId, pageId, view) : undefined;
    if (proven === undefined && needsViewer(found.page)) this.askWho(found, request, response);
    else await this.show(found, proven ?? 'all', request, response);
  }

  /** The page for one who signs in on it; nothing of the sign-in is kept. */
  @Post('p/:projectId/:pageId')
  async pageSignedIn(@Param('projectId') projectId: string, @Param('pageId') pageId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const { tenant, found } = this.open(projectId, pageId);
    const words = WORDS[languageOf(request)];
    let view: ReturnType<typeof viewOf>;
    try {
      view = viewOf(found.project, found.page, await this.signIns.check(tenant, textField(request.body, 'account'), textField(request.body, 'password')));
    } catch (error) {
      if (error instanceof WrongCredentialsError) return this.askWho(found, request, response, words.wrongCredentials);
      if (error instanceof TooManyAttemptsError) return this.askWho(found, request, response, words.tooManyAttempts);
      throw error;
    }
    if ('denied' in view) throw new PageNotAvailableError('no_right');
    await this.show(found, view.scope, request, response);
  }

  /** @throws PageNotAvailableError for a page that no link opens */
  private open(projectId: string, pageId: string): { tenant: Tenant; found: FoundPage } {
    const tenant = this.tenants.findProject(projectId)?.tenant;
    if (!tenant) throw new PageNotAvailableError('not_found');
    const found = this.content.find(tenant, projectId, pageId);
    if (!found.page.published) throw new PageNotAvailableError('not_published');
    if (!found.page.sharing) throw new PageNotAvailableError('sharing_off');
    return { tenant, found };
  }

  private askWho({ page }: FoundPage, request: Request, response: Response, error?: string): void {
    const language = languageOf(request);
    const words = WORDS[language];
    sendHtml(response, 401, signInHtml({ title: page.title[language], words, text: words.signInText, otherLanguageLink: otherLanguageLink(request), link: request.originalUrl, error }));
  }

  private async show(found: FoundPage, scope: Scope, request: Request, response: Response): Promise<void> {
    const language = languageOf(request);
    const words = WORDS[language];
    const snapshot = await this.content.read(found, scope, words.tag, chosenIn(request, found.page));
    const report = { ...pageView(snapshot, words), project: found.project.name[language], words, otherLanguageLink: otherLanguageLink(request) };
    sendHtml(response, 200, reportHtml(report));
  }
}
