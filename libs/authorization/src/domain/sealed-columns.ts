import { secretContext, tokenContext } from './app-access';
import { callbackKeyContext, callbackTokenContext } from './callback-settings';
import type { SealedColumn } from './sealed-column';
import { ticketContext } from './suite';
import { bodyContext } from './wecom-event';

/** Everything that this lib stores encrypted. */
export const AUTHORIZATION_SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'push_authorization', key: 'id', column: 'secret_sealed', context: secretContext },
  { table: 'push_access_token', key: 'holder', column: 'token_sealed', context: tokenContext },
  { table: 'push_wecom_callback', key: 'authorization_id', column: 'token_sealed', context: callbackTokenContext },
  { table: 'push_wecom_callback', key: 'authorization_id', column: 'aes_key_sealed', context: callbackKeyContext },
  { table: 'push_suite_ticket', key: 'suite_id', column: 'ticket_sealed', context: ticketContext },
  { table: 'push_wecom_event', key: 'id', column: 'body_sealed', context: bodyContext },
];
