import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Connections to a port of this machine that can all be cut at one moment: what was written and not answered yet is lost, whether it arrived or not. */
export class Wire {
  private readonly ends = new Set<Socket>();
  private server: Server | undefined;
  port = 0;

  private constructor(private readonly target: number) {}

  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target);
    await wire.open();
    return wire;
  }

  /** On the port that it had before, if it had one. */
  async open(): Promise<void> {
    this.server = createServer((near) => this.join(near, connect(this.target, '127.0.0.1'))).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** @returns how many connections were cut */
  cut(): number {
    const ends = [...this.ends];
    for (const end of ends) end.resetAndDestroy();
    return ends.length / 2;
  }

  /** Nobody is connected, or can connect. */
  close(): void {
    this.server?.close();
    this.cut();
  }

  private join(near: Socket, far: Socket): void {
    for (const [end, other] of [[near, far], [far, near]] as const) {
      this.ends.add(end);
      end.setNoDelay(true);
      end.pipe(other);
      end.on('error', () => undefined);
      end.once('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
  }
}
