import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runningServer } from './postmaster.mjs';
import { explain, line, Problem } from './say.mjs';
import { carryOut } from './will.mjs';

const HEAD_LINES = 15;
const TAIL_LINES = 30;

/**
 * Everything one script started, so that nothing of it is left, however the script ends: in order by itself or by a signal,
 * or through its keeper when it is killed.
 */
export class Session {
  #will = { groups: [], servers: [], folders: [] };
  #keeper;
  #closers = [];
  #ending;

  constructor() {
    this.#keeper = spawn(process.execPath, [fileURLToPath(new URL('keeper.mjs', import.meta.url))], {
      detached: true, // Ctrl-C in a terminal goes to the whole foreground group
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      cwd: '/',
    });
    this.#keeper.on('error', () => {});
    this.#keeper.unref();
    this.#keeper.channel?.unref();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.#interrupted());
    this.#watchNpm();
  }

  /** Whether the end has begun; what fails from then on is no news. */
  get ending() {
    return this.#ending !== undefined;
  }

  /** Exit code when a signal ends the session: 130 until the script says that the work is done. */
  interruptedCode = 130;

  /** Registers something to be ended in order, before everything that was registered earlier. */
  onEnd(close) {
    this.#closers.unshift(close);
  }

  ownGroup(child) {
    if (child.pid === undefined) return;
    const { pid } = child;
    this.#change('groups', (groups) => [...groups, pid]);
    child.once('exit', () => this.#change('groups', (groups) => groups.filter((other) => other !== pid)));
  }

  ownServer(folder) {
    this.#change('servers', (servers) => [...servers, folder]);
  }

  ownFolder(folder) {
    this.#change('folders', (folders) => [...folders, folder]);
  }

  /**
   * Runs a command to its end, in a group of its own.
   * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, uid?: number, gid?: number, onLine?: (text: string) => void }} options
   * `show`: its output goes to ours instead of being kept
   * @returns {Promise<{ code: number, output: string }>} exit code, and the first and last lines it wrote
   */
  run(command, args, { show = false, onLine, ...options } = {}) {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'] });
      this.ownGroup(child);
      const head = [];
      const tail = [];
      const keep = (chunk) => {
        for (const text of String(chunk).split('\n')) {
          if (!text.trim()) continue;
          onLine?.(text);
          if (head.length < HEAD_LINES) head.push(text);
          else tail.push(text);
          if (tail.length > TAIL_LINES) tail.shift();
        }
      };
      child.stdout?.on('data', keep);
      child.stderr?.on('data', keep);
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output: [...head, ...tail].join('\n') }));
    });
  }

  /** Ends everything and the process. @param {number} code exit code */
  end(code) {
    this.#ending ??= this.#endAll(code);
    return this.#ending;
  }

  /** Runs a script to its end and turns what it throws into a sentence and an exit code. */
  async main(work) {
    try {
      await this.end(await work());
    } catch (error) {
      if (this.ending) return;
      explain(error);
      await this.end(error instanceof Problem ? 1 : 70);
    }
  }

  async #endAll(code) {
    for (const close of this.#closers) {
      try {
        await close();
      } catch (error) {
        explain(error);
        code ||= 1;
      }
    }
    const serves = this.#will.servers.some(runningServer);
    await carryOut(this.#will);
    if (serves) line('  PostgreSQL stopped');
    if (this.#keeper.connected) this.#keeper.disconnect();
    process.exit(code);
  }

  #change(part, how) {
    this.#will = { ...this.#will, [part]: how(this.#will[part]) };
    if (this.#keeper.connected) this.#keeper.send(this.#will, () => {});
  }

  #interrupted() {
    if (this.ending) return; // npm passes on the Ctrl-C that the terminal has sent us already
    line('\nStopping …');
    void this.end(this.interruptedCode);
  }

  // npm killed with SIGKILL passes nothing on; whoever does that wants us gone too.
  #watchNpm() {
    if (!process.env.npm_lifecycle_event) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) this.#interrupted();
    }, 1000).unref();
  }
}
