/**
 * Gives what `work` makes of each item, in the order of the items, while it is at work on the next ones: on `most` at once. An item's error is thrown when its
 * turn comes. Nothing more is begun for a caller who leaves early; what was begun is not waited for.
 */
export async function* inOrder<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): AsyncGenerator<R, void, void> {
  const begun: Promise<R>[] = [];
  for (const item of items) {
    const result = work(item);
    // Until its turn comes nobody waits for it.
    result.catch(() => undefined);
    begun.push(result);
    if (begun.length === most) yield await begun.shift()!;
  }
  while (begun.length > 0) yield await begun.shift()!;
}
