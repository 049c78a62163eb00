import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { DATA, ROOT } from './paths.mjs';
import { line, Problem } from './say.mjs';
import { endGroup, signalGroup } from './will.mjs';

const LOGS = join(DATA, 'logs');
const TAIL_LINES = 15;
const STOP_MS = 10_000;
const WARN = 40;
const LEVELS = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };

/** A log line as a person reads it: our JSON lines shortened, anything else as it is. */
function readable(text) {
  try {
    const entry = JSON.parse(text);
    if (typeof entry.level !== 'number') return { level: WARN, text };
    const stack = entry.err?.stack ?? entry.err?.message;
    return { level: entry.level, text: `${LEVELS[entry.level] ?? entry.level} ${entry.msg ?? ''}${stack ? `\n${stack}` : ''}` };
  } catch {
    return { level: WARN, text };
  }
}

/** The processes of the quick start: started apart from the terminal, watched, stopped in order. */
export class Processes {
  #session;
  #running = new Map();
  #stopping = false;
  #fail;

  /** Rejects as soon as one of the processes ends without having been asked to; never resolves. */
  failure = new Promise((_, reject) => (this.#fail = reject));

  /** @param {import('./session.mjs').Session} session */
  constructor(session) {
    this.#session = session;
    this.failure.catch(() => {}); // whoever waits for it hears of it
    mkdirSync(LOGS, { recursive: true });
  }

  /**
   * @param {string} name
   * @param {string} entry file below the checkout
   * @param {Record<string, string>} env added to ours
   */
  start(name, entry, env) {
    // Detached: Ctrl-C reaches only us, and we stop them in order. Over the IPC channel they notice when we are gone.
    const child = spawn(process.execPath, [join(ROOT, entry)], {
      cwd: ROOT,
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#session.ownGroup(child);
    const state = { child, tail: [], ended: undefined };
    this.#running.set(name, state);
    const file = createWriteStream(join(LOGS, `${name}.log`));
    file.on('error', () => {}); // a full disk must not stop the processes
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (text) => {
        file.write(`${text}\n`);
        const { level, text: short } = readable(text);
        state.tail.push(short);
        if (state.tail.length > TAIL_LINES) state.tail.shift();
        if (level >= WARN && !this.#stopping) line(short.replace(/^/gm, `${name} │ `));
      });
    }
    state.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    void this.#watch(name, state, file);
  }

  async #watch(name, state, file) {
    const how = await state.ended;
    this.#running.delete(name);
    file.end();
    if (this.#stopping) return;
    this.#fail(new Problem(`${name} ended by itself (${how}). Its last lines, all of them in ${file.path}:\n\n${state.tail.join('\n')}`));
  }

  /**
   * Waits until a process says that it is ready.
   * @param {string} name
   * @param {string} url answers 200 when ready
   * @throws Problem when it does not within `withinMs`, with what it answered last
   */
  async ready(name, url, withinMs = 90_000) {
    let last = 'no answer';
    for (const end = Date.now() + withinMs; Date.now() < end; await delay(100)) {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
        if (response.ok) return;
        last = `HTTP ${response.status} ${await response.text()}`;
      } catch (error) {
        last = error.cause?.code ?? error.message;
      }
    }
    throw new Problem(`${name} was not ready after ${withinMs / 1000} s. ${url} last gave: ${last}\nIts log: ${join(LOGS, `${name}.log`)}`);
  }

  /** Stops them one after the other, in the order of `names`; each may take ten seconds to finish its work. */
  async stop(names) {
    this.#stopping = true;
    for (const name of names) {
      const state = this.#running.get(name);
      if (!state) continue;
      state.child.kill('SIGTERM');
      const late = Symbol('late');
      const how = await Promise.race([state.ended, delay(STOP_MS, late, { ref: false })]);
      if (how === late) {
        line(`  ${name} did not end within ${STOP_MS / 1000} s and was killed`);
        signalGroup(state.child.pid, 'SIGKILL');
        await state.ended;
      } else {
        await endGroup(state.child.pid, 0); // what it may have started itself
        line(`  ${name} stopped`);
      }
    }
  }
}
