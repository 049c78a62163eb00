/** A person of the host, as far as pushing needs to know one. */
export interface HostUser {
  /** The host's id; at most 128 characters. */
  id: string;
  name: string;
  /** What the person signs in with at the host. */
  account: string;
  /** For matching with WeCom accounts. */
  email?: string;
  mobile?: string;
  departmentIds: string[];
  groupIds: string[];
  /** False for people who left or are locked: they receive nothing. */
  active: boolean;
}

/** A department or a group of the host. */
export interface HostUnit {
  id: string;
  name: string;
  /** Departments form a tree; a group has none. */
  parentId?: string;
}

/** One page of a list. */
export interface Paged<T> {
  items: T[];
  /** Give it back to get the next page; absent on the last one. Means nothing to us. */
  nextCursor?: string;
}

export interface PageRequest {
  cursor?: string;
  /** 1 to 200, unless said otherwise. */
  limit: number;
}

export interface UserFilter {
  /** Part of name or account, ignoring case. */
  query?: string;
  groupId?: string;
  departmentId?: string;
}
