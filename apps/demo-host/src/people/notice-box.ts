import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import type { HostNotice } from '../contract/contract.types';

/** Notices of one person that are kept, the newest. */
const KEPT = 20;

export interface KeptNotice extends HostNotice {
  at: Date;
}

/** The inbox of each person of this BI, in memory: it is empty after a restart. */
@Injectable()
export class NoticeBox {
  private readonly boxes = new Map<string, KeptNotice[]>();

  constructor(private readonly clock: Clock) {}

  /** Takes a notice once, however often it comes. */
  put(tenantId: string, notice: HostNotice): void {
    const key = keyOf(tenantId, notice.userId);
    const box = this.boxes.get(key) ?? [];
    if (box.some((one) => one.id === notice.id)) return;
    this.boxes.set(key, [{ ...notice, at: this.clock.now() }, ...box].slice(0, KEPT));
  }

  /** Newest first. */
  of(tenantId: string, userId: string): readonly KeptNotice[] {
    return this.boxes.get(keyOf(tenantId, userId)) ?? [];
  }
}

const keyOf = (tenantId: string, userId: string): string => JSON.stringify([tenantId, userId]);
