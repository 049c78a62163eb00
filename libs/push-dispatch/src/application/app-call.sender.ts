import { Injectable } from '@nestjs/common';
import { WecomAppClient, type OpenApp } from '#authorization';
import type { CallReply, CallToSend, Reason } from '#records';
import { BindingDrift } from '#user-binding';
import { messageSend, WecomError } from '#wecom';
import { SendLaterError } from '../domain/push-dispatch.errors';
import { blocks } from '../domain/send-block';
import { reason } from '../domain/reasons';
import { CallSender } from './call-sender';
import { MediaRenewal } from './media-renewal.service';
import { SendBlocks } from './send-blocks';

/** Calls that waited for the same block do not come back at one moment. */
const SPREAD_MS = 10_000;

/** App messages: one call for up to 1000 people of one corp. */
@Injectable()
export class AppCallSender extends CallSender {
  readonly channel = 'app';

  constructor(
    private readonly client: WecomAppClient,
    private readonly drift: BindingDrift,
    private readonly blocks: SendBlocks,
    private readonly media: MediaRenewal,
  ) {
    super();
  }

  async open(call: CallToSend): Promise<() => Promise<CallReply>> {
    const app = await this.client.open(call.targetId);
    return () => this.send(app, call);
  }

  private async send(app: OpenApp, call: CallToSend): Promise<CallReply> {
    const reply = await this.request(app, call).catch(async (error: unknown) => {
      const renewed = await this.media.after(error, call);
      if (!renewed) throw error;
      return this.request(app, renewed);
    });
    return {
      wecomMessageId: reply.msgid,
      exceptions: [...exceptionsOf(reply.invaliduser, reason('INVALID_USER')), ...exceptionsOf(reply.unlicenseduser, reason('UNLICENSED'))],
    };
  }

  /** A refusal for calling too often slows only this app, in all processes, for as long as WeCom keeps it up. */
  private async request(app: OpenApp, { tenantId, targetId, body }: CallToSend): Promise<ReturnType<typeof messageSend.reply.parse>> {
    try {
      return await app.call(messageSend, { body });
    } catch (error) {
      // Of the token it is another limit, which the authorization keeps by itself.
      if (!(error instanceof WecomError) || error.api !== messageSend.name || !blocks(error.errcode)) throw error;
      const until = await this.blocks.note(tenantId, targetId, error.errcode);
      throw new SendLaterError(reason('WECOM_BUSY', `WeCom code ${error.errcode}`), new Date(until.getTime() + Math.random() * SPREAD_MS));
    }
  }

  /** Whoever looks after the app is told by its health. */
  async afterPutBack(): Promise<void> {}

  /** The binding of whoever WeCom refused is looked at; if this is lost, it is looked at in the night. */
  async afterRefusal({ tenantId, targetId }: CallToSend, wecomUserIds: readonly string[]): Promise<void> {
    await this.drift.suspect(tenantId, targetId, wecomUserIds);
  }
}

function exceptionsOf(wecomUserIds: readonly string[], why: Reason): CallReply['exceptions'] {
  return wecomUserIds.map((wecomUserId) => ({ wecomUserId, reason: why }));
}
