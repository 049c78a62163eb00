import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Keeps as much alive as a process of ours does, and puts millions of objects that outlive their youth in its place. @returns what the heap took at most, in bytes */
const BUSY = `
  const LIVE = 150_000;
  const row = (n) => ({ text: ('row ' + n).repeat(3), cells: [n, n + 1, n + 2], at: { n } });
  const live = Array.from({ length: LIVE }, (_none, n) => row(n));
  let most = 0;
  for (let n = 0; n < 3_000_000; n += 1) {
    live[(n * 7919) % LIVE] = row(n);
    if (n % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal);
  }
  console.log(most);`;

/** In a process of its own: what V8 was told holds for all of it. */
const mostOf = (before: string): number => Number(execFileSync(process.execPath, ['--max-old-space-size=4096', '-e', before + BUSY], { encoding: 'utf8' }));

describe('the heap of a process of ours', () => {
  it('takes a quarter less than it would by itself, at the least', () => {
    const small = mostOf(`require(${JSON.stringify(resolve('dist/libs/kernel/src/app/small-heap.js'))}).keepHeapSmall();`);
    expect(small).toBeLessThan(0.75 * mostOf(''));
  });
});
