import { Injectable } from '@nestjs/common';
import { Slots } from '#kernel';
import { SendBlocks } from '../send-blocks';
import { LiveWorkers } from './live-workers';

/** Calls of each app that this process makes at once: its part of what the app may. */
@Injectable()
export class AppPlaces {
  private readonly slots = new Map<string, Slots>();

  constructor(
    private readonly workers: LiveWorkers,
    private readonly blocks: SendBlocks,
  ) {}

  /** @param app what shares the places. @param calls that there are to make. @param work makes them at the places that it is given */
  async take<T>(app: string, calls: number, work: (places: HeldPlaces) => Promise<T>): Promise<T> {
    const places = Math.max(1, Math.floor(this.blocks.callsAtOnce(app) / this.workers.count));
    const slots = this.slots.get(app) ?? new Slots(places);
    this.slots.set(app, slots);
    slots.resize(places);
    const atOnce = Math.min(calls, places);
    const held = new HeldPlaces(calls, atOnce, await slots.take(atOnce));
    try {
      return await work(held);
    } finally {
      held.over(calls);
      if (slots.idle) this.slots.delete(app);
    }
  }
}

/** Places of some calls. Each is given back when no call needs it any more: the next calls do not wait for the slowest of these. */
export class HeldPlaces {
  private readonly slots: Slots;

  constructor(
    private calls: number,
    private held: number,
    private readonly giveBack: (places: number) => void,
  ) {
    this.slots = new Slots(held);
  }

  /** Makes one of the calls. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.slots.run(work);
    } finally {
      this.over(1);
    }
  }

  /** So many of the calls are made, or will not be. */
  over(calls: number): void {
    this.calls = Math.max(0, this.calls - calls);
    const free = Math.max(0, this.held - this.calls);
    this.held -= free;
    if (free > 0) this.giveBack(free);
  }
}
