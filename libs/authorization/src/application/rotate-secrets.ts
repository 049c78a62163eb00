import { SecretBox } from '#kernel';
import type { RotationCount, SealedColumn } from '../domain/sealed-column';
import { type SealedColumnRepository, type SealedText, withSealedColumns } from '../persistence/sealed-column.repository';

/** Small enough that a row is locked for a moment only. */
const BATCH = 500;

export interface RotationOptions {
  databaseUrl: string;
  /** `id:base64` of 32 bytes each, comma separated: the first one seals, the others open what was sealed before. */
  secretKeys: string;
}

/**
 * Brings stored secrets under the first key while the system runs, in batches of 500. A text that somebody changes meanwhile is
 * left to him and looked at once more. It may be interrupted at any time and run again: what is done is not done twice.
 * Every process must know the new key before, and an old one may go from the configuration when nothing is left under it.
 */
export async function rotateSecrets({ databaseUrl, secretKeys }: RotationOptions, columns: readonly SealedColumn[]): Promise<RotationCount[]> {
  const keys = SecretBox.parseKeys(secretKeys);
  const rotation = { box: new SecretBox(keys), keyId: keys[0].id };
  return withSealedColumns(databaseUrl, async (texts) => {
    const counts: RotationCount[] = [];
    for (const column of columns) counts.push(await rotateColumn({ ...rotation, texts }, column));
    return counts;
  });
}

interface Rotation {
  texts: SealedColumnRepository;
  box: SecretBox;
  keyId: string;
}

async function rotateColumn(rotation: Rotation, column: SealedColumn): Promise<RotationCount> {
  const first = await pass(rotation, column);
  if (first.overtaken === 0) return first;
  // Whoever overtook us may not know yet that the new key comes first.
  const second = await pass(rotation, column);
  return { ...second, rotated: first.rotated + second.rotated, overtaken: first.overtaken + second.overtaken };
}

async function pass({ texts, box, keyId }: Rotation, column: SealedColumn): Promise<RotationCount> {
  const count: RotationCount = { table: column.table, column: column.column, rotated: 0, overtaken: 0, unreadable: 0 };
  let after: string | undefined;
  for (;;) {
    const batch = await texts.notUnder(keyId, column, after, BATCH);
    if (batch.length === 0) return count;
    const resealed = batch.flatMap((text) => reseal(box, column, text) ?? []);
    const replaced = await texts.replace(column, resealed);
    count.rotated += replaced;
    count.overtaken += resealed.length - replaced;
    count.unreadable += batch.length - resealed.length;
    after = batch.at(-1)?.key;
  }
}

/** @returns undefined for a text that none of the keys opens */
function reseal(box: SecretBox, column: SealedColumn, { key, sealed }: SealedText): (SealedText & { resealed: string }) | undefined {
  const context = column.context(key);
  try {
    return { key, sealed, resealed: box.seal(box.open(sealed, context), context) };
  } catch {
    return undefined;
  }
}
