import { Injectable } from '@nestjs/common';
import { HostGivesNoChannelError } from '../domain/bi-host.errors';
import type { HostNotice, RefusedNotice } from '../domain/host-notice';

/** A channel of the host to its own people, such as their inbox or e-mail. A host need not have one. */
export abstract class HostNotices {
  /**
   * Tells each person what is meant for him alone.
   * @param notices at most 200
   * @returns those that the host did not take, with the reason; the others reach their people
   * @throws HostGivesNoChannelError. @throws HostUnavailableError: whether people were told is not known then
   */
  abstract notify(tenantId: string, notices: readonly HostNotice[]): Promise<RefusedNotice[]>;
}

/** Stands in for a host that gives no channel. */
@Injectable()
export class NoHostNotices extends HostNotices {
  override async notify(): Promise<RefusedNotice[]> {
    throw new HostGivesNoChannelError();
  }
}
