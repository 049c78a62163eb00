import { Injectable } from '@nestjs/common';

/** The time of day. Business code never asks the system or the database for it, so that tests can set it. */
export abstract class Clock {
  abstract now(): Date;
}

@Injectable()
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
