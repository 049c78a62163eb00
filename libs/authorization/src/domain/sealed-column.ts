/** A column that holds texts sealed by `SecretBox`. */
export interface SealedColumn {
  table: string;
  /** Column that names the row; unique in the table. */
  key: string;
  column: string;
  /** What the texts of a row are bound to when they are sealed. @param key as text */
  context(key: string): string;
}

/** What became of the texts of one column. */
export interface RotationCount {
  table: string;
  column: string;
  /** Sealed under the first key now. */
  rotated: number;
  /** Changed by somebody else meanwhile, and so sealed under his first key: looked at again before the end. */
  overtaken: number;
  /** Under a key that is not configured, or damaged: left as they are. */
  unreadable: number;
}
