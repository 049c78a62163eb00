/**
 * Waits for a result, never for a time: asks again and again until `look` gives something.
 * @param deadlineMs only ends a test that would hang
 */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined | false>, deadlineMs = 30_000): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`gave up waiting for ${what} after ${deadlineMs} ms`);
    await new Promise<void>((again) => {
      setTimeout(again, 50);
    });
  }
}
