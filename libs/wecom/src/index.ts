export type { WecomApi, WecomRequestParts, WecomTokenKind } from './transport/wecom-api';
export { WecomTransport, type WecomCallOptions } from './transport/wecom-transport.port';
export { agentGet, gettoken, messageSend, userGet } from './transport/calls';
export { WecomError, type WecomErrorFacts, type WecomFault } from './errors/wecom.error';
export type { MessageContent, MessageType } from './messages/message-content';
export { RECIPIENTS_PER_CALL, serializeSend, type SendTarget } from './messages/serialize-send';
