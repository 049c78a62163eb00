import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const RESTART_MS = 300;
const READY_MS = 180_000;

/** A process that is started again whenever it ends, as an operator's supervisor does it. */
export class Service {
  #child;
  #stopped = false;
  #killed = false;
  /** Ends that nobody here brought about: `{ code, afterSeconds }`. */
  ownEnds = [];

  /** @param {string} entry file of the program. @param {Record<string, string>} env whole environment besides PATH and HOME */
  constructor(name, entry, port, env, logs) {
    Object.assign(this, { name, port });
    this.spawn = () => {
      const log = openSync(join(logs, `${name}.log`), 'a');
      const { PATH, HOME } = process.env;
      const began = performance.now();
      // Over the IPC channel it notices when we are gone.
      this.#child = spawn(process.execPath, [entry], { env: { PATH, HOME, ...env, HOST: '127.0.0.1', PORT: String(port) }, stdio: ['ignore', log, log, 'ipc'] });
      closeSync(log);
      this.#child.once('exit', (code) => {
        if (this.#stopped) return;
        if (!this.#killed) this.ownEnds.push({ name, code, afterSeconds: Math.round((performance.now() - began) / 100) / 10 });
        this.#killed = false;
        setTimeout(() => this.#stopped || this.spawn(), RESTART_MS);
      });
      return this;
    };
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** No warning, no farewell. @returns {boolean} false when it is not running at this moment */
  kill() {
    const runs = this.#child.exitCode === null && this.#child.signalCode === null;
    this.#killed = runs;
    return runs && this.#child.kill('SIGKILL');
  }

  async ready() {
    for (const end = Date.now() + READY_MS; Date.now() < end; await sleep(100)) {
      if (await fetch(`${this.url}/health/ready`).then(({ ok }) => ok, () => false)) return this;
    }
    throw new Error(`${this.name} was not ready after ${READY_MS / 1000} s`);
  }

  stop() {
    this.#stopped = true;
    this.#child?.kill('SIGKILL');
  }
}
