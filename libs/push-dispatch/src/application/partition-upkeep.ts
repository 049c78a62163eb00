import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '#kernel';
import { RecordPartitions } from '#records';
import { PUSH_DISPATCH_OPTIONS, type PushDispatchOptions } from '../push-dispatch.options';
import { WorkerLoop } from './worker-loop';

/** Two months ahead are ready: there is time, also when a look comes to nothing because somebody else was slow. */
const PAUSE_MS = 600_000;

/** Makes the records' tables of the coming months. Until one is made, its rows are kept in a table for all other times. */
@Injectable()
export class PartitionUpkeep extends WorkerLoop {
  constructor(partitions: RecordPartitions, clock: Clock, @Inject(PUSH_DISPATCH_OPTIONS) options: PushDispatchOptions) {
    const log = new Logger(PartitionUpkeep.name);
    const look = async (): Promise<boolean> => {
      const made = await partitions.makeAhead(clock.now());
      if (made > 0) log.log(`made ${made} tables for records of the coming months`);
      return false;
    };
    super(look, 'the tables of the coming months could not be made', options, PAUSE_MS);
  }
}
