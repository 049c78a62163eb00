import { Injectable } from '@nestjs/common';
import type { WecomEvent, WecomEventHandler } from '../domain/wecom-event';

/** Who does something about which callbacks. Register in `onModuleInit`; no handler is ever taken off. */
@Injectable()
export class WecomEventHandlers {
  private readonly handlers: { kind: string; handle: WecomEventHandler }[] = [];

  /**
   * @param kind such as `change_contact`, or the head of several: `event/change_contact` stands for `event/change_contact/create_user` too
   * @param handle called at least once for each event, in no sure order; a throw lets it be called again later
   */
  on(kind: string, handle: WecomEventHandler): void {
    this.handlers.push({ kind, handle });
  }

  async handle(event: WecomEvent): Promise<void> {
    for (const { kind, handle } of this.handlers) {
      if (event.kind === kind || event.kind.startsWith(`${kind}/`)) await handle(event);
    }
  }
}
