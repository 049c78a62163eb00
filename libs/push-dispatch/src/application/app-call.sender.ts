import { Injectable } from '@nestjs/common';
import { WecomAppClient } from '#authorization';
import type { CallReply, CallToSend, Reason } from '#records';
import { BindingDrift } from '#user-binding';
import { messageSend } from '#wecom';
import { reason } from '../domain/reasons';
import { CallSender } from './call-sender';

/** App messages: one call for up to 1000 people of one corp. */
@Injectable()
export class AppCallSender extends CallSender {
  readonly channel = 'app';

  constructor(
    private readonly client: WecomAppClient,
    private readonly drift: BindingDrift,
  ) {
    super();
  }

  async send(call: CallToSend): Promise<CallReply> {
    const reply = await this.client.call(call.targetId, messageSend, { body: call.body });
    return {
      wecomMessageId: reply.msgid,
      exceptions: [...exceptionsOf(reply.invaliduser, reason('INVALID_USER')), ...exceptionsOf(reply.unlicenseduser, reason('UNLICENSED'))],
    };
  }

  /** The binding of whoever WeCom refused is looked at; if this is lost, it is looked at in the night. */
  async afterRefusal({ tenantId, targetId }: CallToSend, wecomUserIds: readonly string[]): Promise<void> {
    await this.drift.suspect(tenantId, targetId, wecomUserIds);
  }
}

function exceptionsOf(wecomUserIds: readonly string[], why: Reason): CallReply['exceptions'] {
  return wecomUserIds.map((wecomUserId) => ({ wecomUserId, reason: why }));
}
