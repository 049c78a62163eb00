import { byteLength, cutLinesToBytes } from '#wecom';
import type { Detail } from '../domain/detail';
import type { FieldCut } from '../domain/message-view';

export interface Fitted {
  text: string;
  cut: FieldCut[];
}

/**
 * Renders with all detail, or with as much as fits. Lines are dropped from the end if not even the least does: templates close
 * their markup on each line, so that nothing is torn.
 * @param levels at least one, richest first; each gives no longer text than the one before
 * @param finish what the field holds of rendered text; never longer than it
 */
export function fit(
  { field, limitBytes }: { field: string; limitBytes: number },
  levels: Generator<Detail, void>,
  render: (detail: Detail) => string,
  finish: (text: string) => string,
): Fitted {
  const richest = levels.next();
  if (richest.done === true) throw new RangeError('no level of detail');
  let text = render(richest.value);
  const full = finish(text);
  const fullBytes = byteLength(full);
  if (fullBytes <= limitBytes) return { text: full, cut: [] };
  const cut = [{ field, limitBytes, fullBytes }];
  // Only now: most messages fit at once.
  const others = [...levels];
  let fitting: string | undefined;
  for (let [low, high] = [0, others.length]; low < high; ) {
    const middle = Math.floor((low + high) / 2);
    text = render(others[middle]);
    const finished = finish(text);
    if (byteLength(finished) > limitBytes) low = middle + 1;
    else [high, fitting] = [middle, finished];
  }
  return { text: fitting ?? finish(cutLinesToBytes(text, limitBytes).text), cut };
}
