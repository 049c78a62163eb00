import { Injectable } from '@nestjs/common';
import { PushDatabase, Readiness } from '#kernel';
import { PushQueue } from '#push-dispatch';

/** Database and queue answer; a BI host or WeCom that does not is no reason to take work away from this process. */
@Injectable()
export class PushReadiness extends Readiness {
  constructor(
    private readonly database: PushDatabase,
    private readonly queue: PushQueue,
  ) {
    super();
  }

  override async check(): Promise<Record<string, string>> {
    const [database, queue] = await Promise.all([answer(() => this.database.ping()), answer(() => this.queue.ping())]);
    return { database, queue };
  }
}

async function answer(ask: () => Promise<void>): Promise<string> {
  try {
    await ask();
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
