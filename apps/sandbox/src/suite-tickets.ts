import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Platform } from './domain/platform';

const EVERY_MS = 10 * 60_000;

/** Pushes a new ticket to every suite and template that has an address for it, every ten minutes. */
@Injectable()
export class SuiteTickets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;

  constructor(private readonly platform: Platform) {}

  onApplicationBootstrap(): void {
    this.push();
    this.timer = setInterval(() => this.push(), EVERY_MS).unref();
  }

  push(): void {
    for (const suite of this.platform.suites.suites.values()) if (suite.callback) this.platform.events.suiteTicket(suite);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.platform.callbacks.stop();
  }
}
