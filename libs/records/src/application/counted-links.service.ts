import { Inject, Injectable } from '@nestjs/common';
import { SecretBox } from '#kernel';
import { LinkCodes, MAX_LINK_NUMBER, type LinkPlace } from '../domain/link-code';
import { DEFAULT_LINK_DAYS, RECORDS_OPTIONS, type RecordsOptions } from '../records.options';

/** Where counted links begin, below the public address. */
export const LINK_PATH = '/push/o/';

/** A code is 36 letters of base64url. */
const ANY_LINK = new RegExp(`(${LINK_PATH})[\\w-]{36}(?![\\w-])`, 'g');

const DAY_MS = 86_400_000;

/** Links that count when they are opened. */
@Injectable()
export class CountedLinks {
  private readonly codes: LinkCodes;
  private readonly base: string | undefined;

  constructor(@Inject(RECORDS_OPTIONS) private readonly options: RecordsOptions) {
    this.codes = new LinkCodes(SecretBox.parseKeys(options.secretKeys));
    this.base = options.publicUrl && options.publicUrl.replace(/\/+$/, '') + LINK_PATH;
  }

  /** False where no address is known at which people reach this system. */
  get possible(): boolean {
    return this.base !== undefined;
  }

  /** @returns how long a link that is sent now leads to the page */
  validUntil(now: Date): Date {
    return new Date(now.getTime() + (this.options.linkDays ?? DEFAULT_LINK_DAYS) * DAY_MS);
  }

  /** All codes have the same length. @throws RangeError when the number does not fit */
  codeOf(place: LinkPlace): string {
    return this.codes.codeOf(place);
  }

  /** A code of the run that is nobody's: it holds the place of people's own ones. */
  placeholderOf(runId: string): string {
    return this.codes.codeOf({ runId, number: MAX_LINK_NUMBER });
  }

  /** @throws Error where counting is not {@link possible} */
  urlOf(code: string): string {
    if (this.base === undefined) throw new Error('There is no public address for counted links');
    return this.base + code;
  }

  /** A text in which a counted link stands, with another person's code in its place; whichever keys the old one was signed under. */
  withCode(text: string, place: LinkPlace): string {
    const code = this.codeOf(place);
    return text.replaceAll(ANY_LINK, (_link, path: string) => path + code);
  }

  /** @returns undefined for a code that this system did not sign */
  placeOf(code: string): LinkPlace | undefined {
    return this.codes.placeOf(code);
  }
}
