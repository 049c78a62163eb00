/** Within which refused secrets are counted, in minutes. */
export const SECRET_TRY_WINDOW_MINUTES = 10;

/** Refused secrets after which further ones are not even tried: WeCom closes gettoken for everybody behind an address. */
export interface SecretTryLimits {
  /** By one tenant. */
  perTenant: number;
  /** From one address of ours, by all tenants. */
  perAddress: number;
}

/** Staff of WeCom named 2000 an hour as what closes an address; this stays at a fifth of it. */
export const DEFAULT_SECRET_TRY_LIMITS: SecretTryLimits = { perTenant: 5, perAddress: 60 };

export const windowStart = (now: Date): Date => new Date(now.getTime() - SECRET_TRY_WINDOW_MINUTES * 60_000);
