import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** Waiting, for the page that is slow on purpose; tests do not wait. */
@Injectable()
export class Pause {
  async wait(milliseconds: number): Promise<void> {
    await setTimeout(milliseconds, undefined, { ref: false });
  }
}
