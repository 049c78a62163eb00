import { Injectable } from '@nestjs/common';
import { BindingRepository } from '../persistence/binding.repository';

/** Those who have a WeCom account in an authorization. */
@Injectable()
export class BoundPeople {
  constructor(private readonly bindings: BindingRepository) {}

  /** How many there are, whatever the state of their binding. */
  async count(tenantId: string, authorizationId: string): Promise<number> {
    return this.bindings.count({ tenantId, authorizationId });
  }
}
