import type { Member } from './corp';

export interface LiveEvent {
  kind: 'message' | 'update' | 'recall' | 'read';
  agentId: number | null;
  robotKey?: string;
  seq?: number;
}

type Listener = (event: LiveEvent) => void;

/** Tells open phone pages that something changed for their person. */
export class LiveFeed {
  private readonly listeners = new Map<number, Set<Listener>>();

  /** @returns the call that ends listening */
  listen(memberNo: number, listener: Listener): () => void {
    const held = this.listeners.get(memberNo) ?? new Set();
    held.add(listener);
    this.listeners.set(memberNo, held);
    return () => {
      held.delete(listener);
      if (held.size === 0) this.listeners.delete(memberNo);
    };
  }

  tell(members: readonly Member[], event: LiveEvent): void {
    if (this.listeners.size === 0) return;
    for (const member of members) this.listeners.get(member.no)?.forEach((listener) => listener(event));
  }
}
