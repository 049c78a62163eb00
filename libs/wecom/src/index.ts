export type { WecomApi, WecomFile, WecomRequestParts, WecomTokenKind } from './transport/wecom-api';
export { WecomTransport, type WecomCallOptions } from './transport/wecom-transport.port';
export { HttpWecomTransport, type WecomTransportCounts } from './transport/http-wecom.transport';
export { agentGet, agentGetAdminList, agentGetPermissions, getApiDomainIp, getCallbackIp, gettoken } from './calls/app.calls';
export { messageRecall, messageSend, updateTemplateCard, type CardUpdate } from './calls/message.calls';
export { MEDIA_MAX_BYTES, mediaUpload, mediaUploadimg, type MediaType } from './calls/media.calls';
export {
  departmentList,
  departmentSimplelist,
  openuseridToUserid,
  userGet,
  userGetuserid,
  userGetUseridByEmail,
  useridToOpenuserid,
  userListId,
  userSimplelist,
} from './calls/contact.calls';
export { authGetuserinfo, authGetuserinfo3rd } from './calls/login.calls';
export {
  contactSearch,
  corpidToOpencorpid,
  getAuthInfo,
  getCorpToken,
  getCustomizedAuthUrl,
  getOpenidMigration,
  getPermanentCode,
  getPreAuthCode,
  getProviderToken,
  getSuiteToken,
  setSessionInfo,
  type ContactQuery,
} from './calls/provider.calls';
export { webhookSend, webhookUploadMedia } from './calls/robot.calls';
export { WecomModule } from './wecom.module';
export type { WecomOptions } from './wecom.options';
export { WecomError, type WecomErrorFacts, type WecomFault } from './errors/wecom.error';
export type { LocalizedText, WecomErrorActor, WecomErrorFact } from './errors/error-facts';
export { describeWecomError, wecomFaultOf, type WecomErrorDescription } from './errors/describe-error';
export { WECOM_ERROR_TABLE } from './errors/error-table';
export type { AppMessageContent, AppMessageType, MessageContent, MessageType, RobotContent, RobotMessageType } from './messages/message-content';
export type { CardType, TemplateCard } from './messages/template-card';
export { bodyFor, MAX_DUPLICATE_WINDOW_SECONDS, readdressed, RECIPIENTS_PER_CALL, serializeSend, userIdsOf, type SendTarget } from './messages/serialize-send';
export { robotImage, serializeRobotMessage } from './messages/serialize-robot-message';
export { checkMessage, checkRobotMessage, measureMessage, messageLimit, type FieldUse, type MessageViolation } from './limits/check-message';
export { MESSAGE_LIMITS, type FieldLimit, type OverLimit } from './limits/limit-table';
export { byteLength, cutLinesToBytes, cutToBytes, cutToWidth, type CutLines } from './limits/cut-text';
export { CallbackCrypto, type CallbackQuery, type OpenedCallback } from './callback/callback-crypto';
export { CallbackRejectedError, type CallbackFlaw } from './callback/callback.errors';
export { MAX_CALLBACK_BYTES, parseCallbackMessage, parseEnvelope, type CallbackEnvelope, type CallbackMessage } from './callback/callback-xml';
