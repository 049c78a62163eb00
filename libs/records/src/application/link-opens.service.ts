import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '#kernel';
import { withOpener } from '../domain/opener';
import { LinkOpenRepository } from '../persistence/link-open.repository';
import { CountedLinks } from './counted-links.service';

/** `over`: not ours, too old, or of a record that is not kept any more. */
export type OpenedLink = { pageUrl: string } | 'over';

/** Leads people from a counted link to the page, and notes that they came. */
@Injectable()
export class LinkOpens {
  private readonly log = new Logger(LinkOpens.name);

  constructor(
    private readonly links: CountedLinks,
    private readonly opens: LinkOpenRepository,
    private readonly clock: Clock,
  ) {}

  /** @param byPerson whether the request is a person's who opens the link; everything else is led on and not counted */
  async open(code: string, byPerson: boolean): Promise<OpenedLink> {
    // What nobody signed costs no query.
    const place = this.links.placeOf(code);
    if (!place) return 'over';
    const link = await this.opens.find(place);
    const now = this.clock.now();
    if (!link || now >= link.validUntil) return 'over';
    if (byPerson) await this.opens.note(link, now).catch((error: unknown) => this.log.error({ runId: place.runId, err: error }, 'an open was not counted'));
    return { pageUrl: withOpener(link.pageUrl, link.hostUserId) };
  }
}
