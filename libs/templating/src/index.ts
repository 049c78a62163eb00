export { TemplatingModule } from './templating.module';
export { TemplateRenderer, type RenderRequest } from './application/template-renderer';
export { TemplatesService } from './application/templates.service';
export { TEMPLATING_MIGRATIONS } from './persistence/migrations';
export type { Attachment, AttachmentKind, FieldCut, MessageView, RenderedMessage } from './domain/message-view';
export { templateCatalog } from './domain/catalog';
export { safeLink } from './domain/safe-link';
export { channelsOf, splitsTables, TEMPLATE_LANGUAGES, type Template, type TemplateChannel, type TemplateLanguage, type TemplateSummary } from './domain/template';
export { TemplateArchivedError, TemplateChangedError, TemplateInvalidError, TemplateNeedsLinkError, TemplateNotForChannelError, TemplateNotFoundError } from './domain/templating.errors';
