/**
 * Reads WeCom's tolerant kind of JSON: a number given as text, or text given as a number, still works, but the reply then carries
 * `Warning: wrong json format.` (sheet, section 0).
 */
export class JsonObject {
  private constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly warnings: { wrongFormat: boolean },
  ) {}

  /** An unreadable body counts as an empty one, as WeCom does it. */
  static parse(body: Buffer): JsonObject {
    const warnings = { wrongFormat: false };
    if (body.length === 0) return new JsonObject({}, warnings);
    try {
      const value: unknown = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new JsonObject(value as Record<string, unknown>, warnings);
    } catch {
      // falls through: the caller sees an empty object and a warning, exactly as with WeCom
    }
    warnings.wrongFormat = true;
    return new JsonObject({}, warnings);
  }

  static of(fields: Readonly<Record<string, unknown>>): JsonObject {
    return new JsonObject(fields, { wrongFormat: false });
  }

  get wrongFormat(): boolean {
    return this.warnings.wrongFormat;
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined && this.fields[name] !== null;
  }

  /** @returns the text, or '' when it is absent or of another kind */
  text(name: string): string {
    const value = this.fields[name];
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return '';
    this.warnings.wrongFormat = true;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  /** @returns the integer, or undefined when it is absent or not one */
  integer(name: string): number | undefined {
    const value = this.fields[name];
    if (typeof value === 'number' && Number.isInteger(value)) return value;
    if (value === undefined || value === null) return undefined;
    this.warnings.wrongFormat = true;
    return typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
  }

  number(name: string): number | undefined {
    const value = this.fields[name];
    if (typeof value === 'number') return value;
    if (value === undefined || value === null) return undefined;
    this.warnings.wrongFormat = true;
    return undefined;
  }

  /** True for 1 and true. */
  flag(name: string): boolean {
    const value = this.fields[name];
    return value === 1 || value === true || value === '1';
  }

  object(name: string): JsonObject | undefined {
    const value = this.fields[name];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new JsonObject(value as Record<string, unknown>, this.warnings);
    if (value !== undefined && value !== null) this.warnings.wrongFormat = true;
    return undefined;
  }

  objects(name: string): JsonObject[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) {
      if (value !== undefined && value !== null) this.warnings.wrongFormat = true;
      return [];
    }
    return value.flatMap((item: unknown) => {
      if (typeof item === 'object' && item !== null && !Array.isArray(item)) return [new JsonObject(item as Record<string, unknown>, this.warnings)];
      this.warnings.wrongFormat = true;
      return [];
    });
  }

  /** The fields as they came, for content that is kept as it is. */
  get plain(): Readonly<Record<string, unknown>> {
    return this.fields;
  }

  texts(name: string): string[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) {
      if (value !== undefined && value !== null) this.warnings.wrongFormat = true;
      return [];
    }
    return value.filter((item): item is string | number => typeof item === 'string' || typeof item === 'number').map(String);
  }
}
