import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Connections to a port of this machine that can all be cut at one moment: what was written and not answered yet is lost, whether it arrived or not. */
export class Wire {
  #open = new Set();
  #server;

  /** @param {number} target port */
  static async to(target) {
    const wire = new Wire();
    wire.#server = createServer((near) => wire.#join(near, connect(target, '127.0.0.1')));
    wire.#server.listen(0, '127.0.0.1');
    await once(wire.#server, 'listening');
    return wire;
  }

  get port() {
    return this.#server.address().port;
  }

  /** @returns how many connections were cut */
  cut() {
    const ends = [...this.#open];
    for (const end of ends) end.resetAndDestroy();
    return ends.length / 2;
  }

  close() {
    this.#server.close();
    this.cut();
  }

  #join(near, far) {
    for (const [end, other] of [[near, far], [far, near]]) {
      this.#open.add(end);
      end.setNoDelay(true);
      end.pipe(other);
      end.on('error', () => {});
      end.once('close', () => {
        this.#open.delete(end);
        other.destroy();
      });
    }
  }
}
