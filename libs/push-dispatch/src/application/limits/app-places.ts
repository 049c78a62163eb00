import { Inject, Injectable } from '@nestjs/common';
import { Slots } from '#kernel';
import { DEFAULT_APP_LIMITS } from '../../domain/app-limits';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../../push-dispatch.options';
import { LiveWorkers } from './live-workers';

/** Calls of each app that this process makes at once: its part of what the app may. */
@Injectable()
export class AppPlaces {
  private readonly slots = new Map<string, Slots>();
  private readonly callsAtOnce: number;

  constructor(
    private readonly workers: LiveWorkers,
    @Inject(PUSH_DISPATCH_OPTIONS) { limits }: PushDispatchOptions,
  ) {
    this.callsAtOnce = limits?.callsAtOnce ?? DEFAULT_APP_LIMITS.callsAtOnce;
  }

  /** @param app what shares the places. @param calls that there are to make. @param work is told how many of them it may make at once */
  async take<T>(app: string, calls: number, work: (atOnce: number) => Promise<T>): Promise<T> {
    const places = Math.max(1, Math.floor(this.callsAtOnce / this.workers.count));
    const slots = this.slots.get(app) ?? new Slots(places);
    this.slots.set(app, slots);
    slots.resize(places);
    try {
      return await slots.run(() => work(Math.min(calls, places)), calls);
    } finally {
      if (slots.idle) this.slots.delete(app);
    }
  }
}
