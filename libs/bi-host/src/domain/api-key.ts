import type { ProjectRole } from './caller';

/** A key with which a machine calls, as administrators see it: the secret is not in it. */
export interface ApiKey {
  tenantId: string;
  id: string;
  name: string;
  administrator: boolean;
  projectRoles: Record<string, ProjectRole>;
  createdAt: Date;
  /** Host user id. */
  createdBy: string;
  expiresAt: Date;
  /** To the minute; null when never. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** What every key begins with, so that scanners of repositories and logs know one when they see it. */
export const API_KEY_MARK = 'wbp_';

const TEXT = /^wbp_([0-9a-f]{32})_([\w-]{43})$/;

/** The part of a key that is no secret: mark and id. */
export const apiKeyPrefix = (id: string): string => `${API_KEY_MARK}${id.replaceAll('-', '')}`;

/** @returns id and secret of a key as its holder sends it; undefined when it is none */
export function parseApiKey(text: string): { id: string; secret: string } | undefined {
  const [, hex, secret] = TEXT.exec(text) ?? [];
  if (hex === undefined || secret === undefined) return undefined;
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { id, secret };
}

/** @param time now */
export const isApiKeyValid = (key: ApiKey, time: Date): boolean => key.revokedAt === null && key.expiresAt > time;
