/** Which authorizations a corp gave: records know authorizations only. */
export abstract class CorpAuthorizations {
  /** @returns their ids, those of revoked ones included: their records stay; none when the tenant has nothing to do with the corp */
  abstract ofCorp(tenantId: string, corpId: string): Promise<string[]>;
}
