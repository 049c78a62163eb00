import { applyDecorators, createParamDecorator, Injectable, SetMetadata, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { ErrorResponseDto } from '#kernel';
import { ForbiddenError, NotAuthenticatedError } from '../domain/bi-host.errors';
import type { Caller } from '../domain/caller';
import { HostAccess, type AccessRequest } from '../ports/host-access.port';
import { originOf, type RequestWithOrigin } from './request-origin';

/**
 * Who may call an endpoint. `editor`: an editor of any project. `member`: anyone signed in; the service then asks the caller for the
 * role in the project. `public`: no sign-in at all.
 */
export type Permission = 'administrator' | 'editor' | 'member' | 'public';

export const PERMISSION_KEY = 'wecom-push:permission';
const CALLER = Symbol('wecom-push:caller');

type RequestWithCaller = AccessRequest & RequestWithOrigin & { [CALLER]?: Caller };

/** Lets nobody in where no permission is declared. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  constructor(private readonly access: HostAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.getAllAndOverride<Permission | undefined>(PERMISSION_KEY, [context.getHandler(), context.getClass()]);
    if (permission === 'public') return true;
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    // The guard of the class and that of the method both come here.
    const caller = request[CALLER] ?? (await this.access.callerOf(request))?.from(originOf(request));
    if (!caller) throw new NotAuthenticatedError('Sign in first: the token is missing, wrong or expired');
    if (permission === undefined) throw new ForbiddenError('This endpoint is open to nobody');
    if (permission === 'administrator' && !caller.administrator) throw new ForbiddenError('This needs an administrator');
    if (permission === 'editor' && caller.projectsAs('editor')?.length === 0) throw new ForbiddenError('This needs an editor of a project');
    request[CALLER] = caller;
    return true;
  }
}

/** Declares who may call an endpoint, or all of a controller, and guards it. A method's word goes before its class's. */
export const Allow = (permission: Permission): ClassDecorator & MethodDecorator =>
  applyDecorators(
    SetMetadata(PERMISSION_KEY, permission),
    UseGuards(AccessGuard),
    ...(permission === 'public' ? [] : [ApiUnauthorizedResponse({ type: ErrorResponseDto }), ApiForbiddenResponse({ type: ErrorResponseDto })]),
  );

/** The caller that {@link AccessGuard} let in. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const caller = context.switchToHttp().getRequest<RequestWithCaller>()[CALLER];
  if (!caller) throw new NotAuthenticatedError('Sign in first');
  return caller;
});
