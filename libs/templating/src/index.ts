export { TemplatingModule } from './templating.module';
export { TemplateRenderer, type RenderRequest } from './application/template-renderer';
export type { Attachment, FieldCut, MessageView, RenderedMessage } from './domain/message-view';
export { templateCatalog } from './domain/catalog';
export { TEMPLATE_LANGUAGES, type TemplateLanguage, type TemplateSummary } from './domain/template';
export { TemplateInvalidError, TemplateNeedsLinkError, TemplateNotFoundError } from './domain/templating.errors';
