/** A failure that the person at the keyboard can mend: its message is what happened and what to do, and is shown without a stack. */
export class Problem extends Error {}

const tty = process.stdout.isTTY; // undefined when it is none
const REPORT_EVERY_MS = tty ? 200 : 10_000;

let current; // the step that owns the last line of a terminal

// A closed terminal or pipe is no reason to leave processes behind.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const running = (step) => `  … ${step.title}${step.note ? ` (${step.note()})` : ''} ${seconds(step.began)}`;

/** Prints one line, above the progress of the step under way. */
export function line(text = '') {
  process.stdout.write(`${tty && current ? '\r\u001b[K' : ''}${text}\n`);
}

/**
 * Runs one step of a start: shows that it is under way, and at the end how long it took.
 * @param {string} title what is done, such as `build the server`
 * @param {(note: (text: () => string) => void) => Promise<T>} work may give a function that says how far it is
 * @returns {Promise<T>} what `work` gives
 * @template T
 */
export async function step(title, work) {
  const own = { title, began: Date.now(), note: undefined };
  current = own;
  const show = () => process.stdout.write(tty ? `\r\u001b[K${running(own)}` : `${running(own)}\n`);
  const timer = setInterval(show, REPORT_EVERY_MS);
  try {
    const result = await work((note) => (own.note = note));
    line(`  ✓ ${title} (${seconds(own.began)})`);
    return result;
  } catch (error) {
    line(`  ✗ ${title} (${seconds(own.began)})`);
    throw error;
  } finally {
    clearInterval(timer);
    if (current === own) current = undefined;
  }
}

/** Says why it ended: the sentence of a Problem, the whole stack of anything else, which is a bug. */
export function explain(error) {
  const text = error instanceof Problem ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`\n${text}\n`);
}
