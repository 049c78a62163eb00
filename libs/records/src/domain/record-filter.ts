import type { CallChannel } from './prepared';
import type { PushRunState, RunTrigger } from './states';

/** Which records; what is left out is not asked. */
export interface RecordFilter {
  tenantId: string;
  /** Only these projects. */
  projectIds?: readonly string[];
  states?: readonly PushRunState[];
  /** Words of the title, all of which must occur; case and width of letters do not matter. */
  titleWords?: readonly string[];
  taskId?: string;
  pageId?: string;
  channel?: CallChannel;
  /** Authorizations or robots, any of which a record went through. */
  targetIds?: readonly string[];
  /** Only what this person was named in, got or not. */
  hostUserId?: string;
  triggers?: readonly RunTrigger[];
  /** Planned at or after. */
  from?: Date;
  /** Planned before. */
  to?: Date;
}

/** How many records there are, as far as it was counted. */
export interface RecordCount {
  count: number;
  /** False when there are more than `count`. */
  exact: boolean;
}

/** Up to which number records are counted: counting millions costs too much for what it tells. */
export const MAX_COUNT = 1000;
