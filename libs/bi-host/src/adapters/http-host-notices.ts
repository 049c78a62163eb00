import { Injectable } from '@nestjs/common';
import { noticeReplySchema } from '../contract/schemas';
import { HostGivesNoChannelError, HostUnavailableError } from '../domain/bi-host.errors';
import type { HostNotice, RefusedNotice } from '../domain/host-notice';
import { HostNotices } from '../ports/host-notices.port';
import { HostHttpClient } from './host-http.client';

/** What a host without the call answers. */
const NO_SUCH_CALL = [404, 405, 501];

/** The channel of a host that is reached over HTTP. */
@Injectable()
export class HttpHostNotices extends HostNotices {
  constructor(private readonly host: HostHttpClient) {
    super();
  }

  override async notify(tenantId: string, notices: readonly HostNotice[]): Promise<RefusedNotice[]> {
    try {
      return (await this.host.call({ tenantId, method: 'POST', path: '/notices', body: { notices }, reply: noticeReplySchema })).refused;
    } catch (error) {
      if (error instanceof HostUnavailableError && NO_SUCH_CALL.includes(Number(error.details?.['status']))) throw new HostGivesNoChannelError();
      throw error;
    }
  }
}
