import { Clock } from '../time/clock';

/** A clock that stands still until the test moves it. */
export class TestClock extends Clock {
  constructor(private time: Date = new Date('2026-03-02T01:00:00Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  set(time: Date | string): void {
    this.time = new Date(time);
  }

  advance(by: { seconds?: number; minutes?: number; hours?: number; days?: number }): void {
    const seconds = (by.seconds ?? 0) + 60 * (by.minutes ?? 0) + 3600 * (by.hours ?? 0) + 86_400 * (by.days ?? 0);
    this.time = new Date(this.time.getTime() + 1000 * seconds);
  }
}
