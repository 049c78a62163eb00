import { Injectable } from '@nestjs/common';
import { AuthorizationsService } from '#authorization';
import { CorpAuthorizations } from '#records';

/** Lets records be found by corp. */
@Injectable()
export class AuthorizationsOfCorp extends CorpAuthorizations {
  constructor(private readonly authorizations: AuthorizationsService) {
    super();
  }

  async ofCorp(tenantId: string, corpId: string): Promise<string[]> {
    return this.authorizations.everOfCorp(tenantId, corpId);
  }
}
