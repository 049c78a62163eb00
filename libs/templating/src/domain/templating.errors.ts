import { DomainError } from '#kernel';

export class TemplateNotFoundError extends DomainError {
  readonly code = 'TEMPLATE_NOT_FOUND';
  readonly kind = 'not_found';

  constructor(templateKey: string) {
    super(`There is no template ${templateKey}; GET /push/templates lists them`, { templateKey });
  }
}

/** It serves the tasks that name it already, and is offered to no other. */
export class TemplateArchivedError extends DomainError {
  readonly code = 'TEMPLATE_ARCHIVED';
  readonly kind = 'conflict';

  constructor(templateKey: string) {
    super(`The template ${templateKey} is archived; restore it, or choose another one`, { templateKey });
  }
}

/** The template makes a card, and a card of WeCom must have an address that a phone can open. */
export class TemplateNeedsLinkError extends DomainError {
  readonly code = 'TEMPLATE_NEEDS_LINK';
  readonly kind = 'invalid';

  constructor(templateKey: string, problem: string) {
    super(`The template ${templateKey} needs a link, and ${problem}; give another one, or choose a template without a card`, { templateKey });
  }
}

/** The template is of a message type that the channel does not take. */
export class TemplateNotForChannelError extends DomainError {
  readonly code = 'TEMPLATE_NOT_FOR_CHANNEL';
  readonly kind = 'invalid';

  constructor(templateKey: string, channel: string) {
    super(`Messages of the template ${templateKey} cannot go through the channel ${channel}; choose a template whose channels name it`, { templateKey, channel });
  }
}

/** Somebody else changed it since it was read. */
export class TemplateChangedError extends DomainError {
  readonly code = 'TEMPLATE_CHANGED';
  readonly kind = 'conflict';

  constructor(templateId: string, version: number) {
    super(`The template is no longer version ${version}; read it again and repeat the change`, { templateId, version });
  }
}

/** A template cannot be compiled, or failed while it was rendered. */
export class TemplateInvalidError extends DomainError {
  readonly code = 'TEMPLATE_INVALID';
  readonly kind = 'invalid';
}
