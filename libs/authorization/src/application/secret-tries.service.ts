import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, newId, PushDatabase } from '#kernel';
import { WecomError } from '#wecom';
import { AUTHORIZATION_OPTIONS, type AuthorizationOptions } from '../authorization.options';
import { TooManySecretTriesError } from '../domain/authorization.errors';
import { DEFAULT_SECRET_TRY_LIMITS, SECRET_TRY_WINDOW_MINUTES, windowStart, type SecretTryLimits } from '../domain/secret-tries';
import { isSecretRefusal } from '../domain/trouble';
import { SecretTryRepository, type SecretTry } from '../persistence/secret-try.repository';

/** Keeps what people type from closing gettoken for every corp behind our address. The count is shared by all processes. */
@Injectable()
export class SecretTries {
  private readonly limits: SecretTryLimits;

  constructor(
    private readonly database: PushDatabase,
    private readonly tries: SecretTryRepository,
    private readonly clock: Clock,
    @Inject(AUTHORIZATION_OPTIONS) options: AuthorizationOptions,
  ) {
    this.limits = { ...DEFAULT_SECRET_TRY_LIMITS, ...options.secretTries };
  }

  /**
   * Runs `ask`, which presents a secret that a person typed.
   * @throws TooManySecretTriesError without asking, after too many refused ones
   */
  async count<T>(tenantId: string, ask: () => Promise<T>): Promise<T> {
    const attempt = await this.begin(tenantId);
    try {
      const result = await ask();
      await this.tries.forget(attempt);
      return result;
    } catch (error) {
      await this.settle(attempt, error);
      throw error;
    }
  }

  /** The same for a question whose answer is the refusal itself. */
  async countReturned(tenantId: string, ask: () => Promise<WecomError | undefined>): Promise<void> {
    const attempt = await this.begin(tenantId);
    await this.settle(attempt, await ask().catch((error: unknown) => this.settle(attempt, error).then(() => Promise.reject(error))));
  }

  private async begin(tenantId: string): Promise<SecretTry> {
    const attempt = { tenantId, id: newId(), address: hostname() };
    const now = this.clock.now();
    const full = await this.database.transaction((tx) => this.tries.begin(attempt, now, windowStart(now), this.limits, tx));
    if (full) throw new TooManySecretTriesError(new Date(full.oldest.getTime() + SECRET_TRY_WINDOW_MINUTES * 60_000));
    return attempt;
  }

  private async settle(attempt: SecretTry, outcome: unknown): Promise<void> {
    const refused = outcome instanceof WecomError && isSecretRefusal(outcome);
    if (!refused) await this.tries.forget(attempt);
  }
}
