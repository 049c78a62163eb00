import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, decodeIdCursor, encodeCursor, InvalidInputError, newId, PushDatabase } from '#kernel';
import { apiKeyPrefix, isApiKeyValid, parseApiKey, type ApiKey } from '../domain/api-key';
import { ApiKeyNotFoundError, ForbiddenError } from '../domain/bi-host.errors';
import { Caller, type ProjectRole } from '../domain/caller';
import type { Paged } from '../domain/host-user';
import { ApiKeyRepository } from '../persistence/api-key.repository';
import { AuditTrail } from './audit-trail';

/** What an administrator decides about a key. */
export interface ApiKeyDefinition {
  name: string;
  administrator: boolean;
  projectRoles: Record<string, ProjectRole>;
  expiresAt: Date;
}

const DAY_MS = 86_400_000;
const LONGEST_LIFE_DAYS = 366;
/** How exact "last used" is. */
const LAST_USED_STEP_MS = 60_000;

/**
 * SHA-256 and no slow hash: the secret is 256 random bits and not a word that a person chose, so there is nothing to guess from a
 * stolen table, while every call of a machine pays for the hash.
 */
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Keys with which machines call. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: PushDatabase,
    private readonly keys: ApiKeyRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the key and its text, which is nowhere stored and cannot be had again
   * @throws ForbiddenError for a caller that is itself an API key: a stolen one must not outlive its end
   * @throws InvalidInputError when it would live longer than 366 days or has ended already
   */
  async create(caller: Caller, definition: ApiKeyDefinition): Promise<{ key: ApiKey; text: string }> {
    if (caller.actor.kind === 'api_key') throw new ForbiddenError('API keys are made by people: sign in as an administrator');
    const now = this.clock.now();
    if (definition.expiresAt <= now) throw InvalidInputError.field('expiresAt', { 'en-US': 'must be in the future', 'zh-CN': '到期时间必须晚于现在' });
    if (definition.expiresAt.getTime() > now.getTime() + LONGEST_LIFE_DAYS * DAY_MS) throw InvalidInputError.field('expiresAt', { 'en-US': `may be ${LONGEST_LIFE_DAYS} days ahead at most`, 'zh-CN': `到期时间最多在 ${LONGEST_LIFE_DAYS} 天之后` });
    const key: ApiKey = { ...definition, tenantId: caller.tenantId, id: newId(), createdAt: now, createdBy: caller.userId, lastUsedAt: null, revokedAt: null };
    const secret = randomBytes(32).toString('base64url');
    await this.database.transaction(async (tx) => {
      await this.keys.insert(key, hashOf(secret), tx);
      const { administrator, projectRoles, expiresAt } = key;
      await this.audit.record(caller.actor, { tenantId: key.tenantId, action: 'api_key.create', subject: subjectOf(key), after: { administrator, projectRoles, expiresAt } }, tx);
    });
    return { key, text: `${apiKeyPrefix(key.id)}_${secret}` };
  }

  /** Newest first, those that ended or were revoked too. */
  async list(caller: Caller, { cursor, limit }: { cursor?: string; limit: number }): Promise<Paged<ApiKey>> {
    const after = cursor === undefined ? undefined : decodeIdCursor(cursor);
    const keys = await this.keys.list(caller.tenantId, after, limit + 1);
    const items = keys.slice(0, limit);
    const last = items.at(-1);
    return { items, nextCursor: keys.length > limit && last ? encodeCursor([last.id]) : undefined };
  }

  /** The key is refused from now on; a second time changes nothing. @throws ApiKeyNotFoundError */
  async revoke(caller: Caller, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const done = await this.keys.revoke(caller.tenantId, id, this.clock.now(), tx);
      if (!done) throw new ApiKeyNotFoundError(id);
      if (!done.revokedNow) return;
      const entry = { tenantId: caller.tenantId, action: 'api_key.revoke', subject: subjectOf(done.key), before: { revokedAt: null }, after: { revokedAt: done.key.revokedAt } };
      await this.audit.record(caller.actor, entry, tx);
    });
  }

  /** @returns undefined when the text is no key, or that of one that is unknown, revoked or past its end */
  async callerOf(text: string): Promise<Caller | undefined> {
    const parsed = parseApiKey(text);
    const key = parsed && (await this.keys.findForSignIn(parsed.id));
    if (!parsed || !key || !timingSafeEqual(key.hash, hashOf(parsed.secret))) return undefined;
    const now = this.clock.now();
    if (!isApiKeyValid(key, now)) return undefined;
    const justBefore = new Date(now.getTime() - LAST_USED_STEP_MS);
    if (key.lastUsedAt === null || key.lastUsedAt <= justBefore) await this.keys.used(key.tenantId, key.id, now, justBefore);
    const { tenantId, id, name, administrator, projectRoles } = key;
    return new Caller({ tenantId, userId: `api-key:${id}`, name, administrator, projectRoles, apiKeyId: id });
  }
}

const subjectOf = ({ id, name }: ApiKey): { type: string; id: string; name: string } => ({ type: 'api_key', id, name });
