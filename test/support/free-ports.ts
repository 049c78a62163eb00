import { createServer } from 'node:net';

/**
 * Below the ports that Linux gives to outgoing connections (32768 to 60999): one that was found free stays free until its app listens,
 * and while a killed app is started again. Each worker of Jest has a range of its own.
 */
const RANGE = 3000;
const FIRST = 20_000 + (Number(process.env.JEST_WORKER_ID ?? 0) % 4) * RANGE;

let next = Math.floor(Math.random() * RANGE);

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** The first of `count` ports in a row on which nobody listens; none is given twice until all were given. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    if (next + count > RANGE) next = 0;
    const first = FIRST + next;
    next += count;
    const free = await Promise.all(Array.from({ length: count }, (_none, offset) => isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
}

export const freePort = (): Promise<number> => freePorts(1);
