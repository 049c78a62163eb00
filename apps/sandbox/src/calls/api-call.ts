import type { App } from '../domain/app';
import type { Corp } from '../domain/corp';
import { JsonObject } from '../domain/json-value';
import type { TokenKind, TokenOwner } from '../domain/tokens';

export interface UploadedFile {
  fieldName: string;
  fileName: string;
  contentType: string;
  bytes: Buffer;
}

/** One call as it came in, with what its credentials proved. */
export class CallContext {
  /** Set for calls with an app's token. */
  app: App;
  /** Set for calls with an app's or a contact-sync token. */
  corp: Corp;
  owner: TokenOwner | undefined;
  private parsed?: JsonObject;

  constructor(
    readonly query: Readonly<Record<string, string>>,
    readonly raw: Buffer,
    readonly file: UploadedFile | undefined,
    readonly ip: string,
    /** Address under which the caller reached the sandbox, such as `http://127.0.0.1:3002`. */
    readonly baseUrl: string,
  ) {}

  get body(): JsonObject {
    this.parsed ??= JsonObject.parse(this.raw);
    return this.parsed;
  }

  get wrongFormat(): boolean {
    return this.parsed?.wrongFormat ?? false;
  }
}

export type Fidelity = 'imitated' | 'approximated' | 'unconfirmed';

/** One call of the platform's API, as a row of a table. */
export interface ApiCall {
  method: 'GET' | 'POST';
  /** Below `/cgi-bin/`. */
  path: string;
  /** Tokens that open this call; empty when it checks its own credentials. */
  tokens: readonly TokenKind[];
  /** Section of the fact sheet. */
  section: string;
  fidelity: Fidelity;
  summary: { zh: string; en: string };
  /** Not counted toward the basic frequency. */
  freeOfBasicFrequency?: boolean;
  /** Old calls that give no errcode when all is well. */
  withoutErrcode?: boolean;
  /** A file is expected. */
  multipart?: boolean;
  /** Finds the corp (and app) of a call that carries no token, for faults and the journal. */
  about?: (context: CallContext) => { corpId?: string | null; agentId?: number | null };
  handle: (context: CallContext) => object | Promise<object>;
}
