import i18next from 'i18next';

/** What the API answered when it did not do what was asked; `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    /** Never renamed by the API; `NETWORK` and `HTTP_…` are ours, for answers that are none of its own. */
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** Wrong fields of the request, with what is wrong with each: in the language of the console where the API says it in both, else in English. */
  get fields(): Record<string, string[]> {
    const { fields, texts } = this.details;
    const said = Object.entries(isRecord(texts) ? (texts as Record<string, Record<string, string>[]>) : {});
    return { ...(fields as Record<string, string[]> | undefined), ...Object.fromEntries(said.map(([field, problems]) => [field, problems.map((problem) => problem[i18next.language] ?? '')])) };
  }

  detail(name: string): string | undefined {
    const value = this.details[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param body what came with a status that is no success: our own form, Nest's, or that of a proxy in between */
export function errorOf(status: number, body: unknown): ApiError {
  if (!isRecord(body)) return new ApiError(status, `HTTP_${status}`, '');
  const { code, message, details } = body;
  return new ApiError(
    status,
    typeof code === 'string' ? code : `HTTP_${status}`,
    typeof message === 'string' ? message : '',
    isRecord(details) ? details : {},
  );
}
