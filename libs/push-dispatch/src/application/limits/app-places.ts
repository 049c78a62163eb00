import { Injectable } from '@nestjs/common';
import { Slots } from '#kernel';
import { SendBlocks } from '../send-blocks';
import { LiveWorkers } from './live-workers';

/**
 * Calls that are let out for each place. Letting out takes as long as a call does, and places would stand empty meanwhile; what is let out waits for a
 * place about as long as one call takes, so that what was counted at a moment goes soon after it.
 */
const LET_OUT_A_PLACE = 2;

/** Calls of each app that this process makes at once: its part of what the app may. */
@Injectable()
export class AppPlaces {
  private readonly apps = new Map<string, { letOut: Slots; places: Slots }>();

  constructor(
    private readonly workers: LiveWorkers,
    private readonly blocks: SendBlocks,
  ) {}

  /** @param app what shares the places. @param calls that there are to make. @param work lets them out, and makes them at places of the app */
  async take<T>(app: string, calls: number, work: (places: HeldPlaces) => Promise<T>): Promise<T> {
    const places = Math.max(1, Math.floor(this.blocks.callsAtOnce(app) / this.workers.count));
    const letOut = LET_OUT_A_PLACE * places;
    const slots = this.apps.get(app) ?? { letOut: new Slots(letOut), places: new Slots(places) };
    this.apps.set(app, slots);
    slots.letOut.resize(letOut);
    slots.places.resize(places);
    const atOnce = Math.min(calls, letOut);
    const held = new HeldPlaces(calls, atOnce, slots.places, await slots.letOut.take(atOnce));
    try {
      return await work(held);
    } finally {
      held.over(calls);
      if (slots.letOut.idle) this.apps.delete(app);
    }
  }
}

/** What some calls hold of their app. It is given back when no call needs it any more: the next calls do not wait for the slowest of these. */
export class HeldPlaces {
  constructor(
    private calls: number,
    private held: number,
    private readonly places: Slots,
    private readonly giveBack: (some: number) => void,
  ) {}

  /** Makes one of the calls. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.places.run(work);
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
