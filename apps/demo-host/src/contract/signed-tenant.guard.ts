import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext, type RawBodyRequest } from '@nestjs/common';
import type { Request } from 'express';
import { Clock, SIGNATURE_HEADERS, verifyRequest } from '#kernel';
import { DemoHostConfig } from '../demo-host.config';
import type { Tenant } from '../people/tenant';
import { TenantBook } from '../people/tenant-book';
import { BadSignatureError } from './host.errors';

const TENANT = Symbol('demo-host:tenant');

type TenantRequest = RawBodyRequest<Request> & { [TENANT]?: Tenant };

/** Lets a request in that is signed with the shared secret and names a tenant of ours. */
@Injectable()
export class SignedTenantGuard implements CanActivate {
  constructor(
    private readonly config: DemoHostConfig,
    private readonly clock: Clock,
    private readonly tenants: TenantBook,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<TenantRequest>();
    const tenantId = request.header(SIGNATURE_HEADERS.tenant) ?? '';
    const signed = { method: request.method, pathWithQuery: request.originalUrl, tenantId, body: request.rawBody ?? '' };
    if (!verifyRequest(this.config.HOST_SHARED_SECRET, signed, request.headers, this.clock.now())) {
      throw new BadSignatureError('The signature is missing, wrong or older than 5 minutes: check the shared secret and the clock');
    }
    request[TENANT] = this.tenants.get(tenantId);
    return true;
  }
}

/** The tenant that {@link SignedTenantGuard} let in. */
export const CurrentTenant = createParamDecorator((_data: unknown, context: ExecutionContext): Tenant => {
  const tenant = context.switchToHttp().getRequest<TenantRequest>()[TENANT];
  if (!tenant) throw new BadSignatureError('The request is not signed');
  return tenant;
});
