import { Injectable } from '@nestjs/common';
import { HostGivesNoChannelError } from '../domain/bi-host.errors';
import type { HostNotice, RefusedNotice } from '../domain/host-notice';
import { HostNotices } from '../ports/host-notices.port';
import { InMemoryHost } from './in-memory-host';

@Injectable()
export class InMemoryHostNotices extends HostNotices {
  constructor(private readonly host: InMemoryHost) {
    super();
  }

  override async notify(tenantId: string, notices: readonly HostNotice[]): Promise<RefusedNotice[]> {
    this.host.called(tenantId, 'notify');
    if (notices.length > 200) throw new Error('notify takes at most 200 notices');
    if (!this.host.givesChannel) throw new HostGivesNoChannelError();
    const refused = notices.filter(({ userId }) => this.host.deaf.has(userId));
    this.host.notices.push(...notices.filter((notice) => !refused.includes(notice)));
    return refused.map(({ userId }) => ({ userId, reason: '没有收件箱' }));
  }
}
