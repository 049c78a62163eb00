import { applyDecorators, Controller, UseFilters, UsePipes } from '@nestjs/common';
import { DomainError, DomainErrorFilter, pushValidationPipe } from '#kernel';

/** A controller of the sandbox's own API, which the platform's callers never see. */
export const SandboxController = (path: string): ClassDecorator =>
  applyDecorators(Controller(path ? `sandbox/${path}` : 'sandbox'), UseFilters(DomainErrorFilter), UsePipes(pushValidationPipe));

export class NotInSandboxError extends DomainError {
  readonly code = 'NOT_IN_SANDBOX';
  readonly kind = 'not_found';

  constructor(what: string) {
    super(`The sandbox has no such ${what}`);
  }
}
