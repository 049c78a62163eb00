import { Injectable } from '@nestjs/common';
import type { Tx } from '#kernel';
import { MemberWindow, type WindowShape } from '../../domain/member-window';
import { AppPaceRepository, type AppKey } from '../../persistence/app-pace.repository';

/** Apps whose people are counted in this process, at most: those that push a lot. 33 to 89 bytes for each of their people of the last minute. */
const MOST = 64;
/** Admissions that one statement reads. */
const AT_ONCE = 200;

interface Entry {
  window: MemberWindow;
  /** Number of the last admission that is counted in it. */
  upTo: number;
}

/**
 * Who got how much of an app lately, in this process: made from what all processes wrote down about what they let out, and only for apps of which
 * somebody may be near a limit.
 */
@Injectable()
export class MemberWindows {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly pace: AppPaceRepository) {}

  /** The window as of the last admission; `tx` has locked the app. @param upTo number of that admission. @param now milliseconds */
  async upToDate(app: AppKey, shape: WindowShape, upTo: number, now: number, tx: Tx): Promise<MemberWindow> {
    const key = keyOf(app, shape);
    const entry = this.entries.get(key) ?? { window: new MemberWindow(shape), upTo: 0 };
    // The ones used last stand at the end.
    this.entries.delete(key);
    this.entries.set(key, entry);
    for (const oldest of this.entries.keys()) if (this.entries.size > MOST) this.entries.delete(oldest);
    while (entry.upTo < upTo) entry.upTo = await this.read(app, entry, new Date(now - shape.bucketMs * shape.buckets), upTo, tx);
    return entry.window;
  }

  /** What was let out since is counted in the window already. */
  countedTo(app: AppKey, shape: WindowShape, upTo: number): void {
    const entry = this.entries.get(keyOf(app, shape));
    if (entry) entry.upTo = upTo;
  }

  /** What was counted did not happen: the windows are made anew. */
  forget(): void {
    this.entries.clear();
  }

  /** @returns number of the last admission that was read */
  private async read(app: AppKey, { window, upTo }: Entry, since: Date, last: number, tx: Tx): Promise<number> {
    const admissions = await this.pace.admissionsAfter(app, upTo, since, AT_ONCE, tx);
    for (const { admittedAt, people } of admissions) window.add(people, admittedAt.getTime());
    return admissions.length === AT_ONCE ? admissions.at(-1)!.number : last;
  }
}

const keyOf = ({ targetId }: AppKey, { bucketMs }: WindowShape): string => `${targetId}/${bucketMs}`;
