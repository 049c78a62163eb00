import { spawn } from 'node:child_process';

/** The last line of the series. */
interface Verdict {
  good: boolean;
  rows: number;
  kills: Record<string, number>;
  restarts: Record<string, number>;
  cuts: Record<string, number>;
  killsUnderLoad: number;
  requests: number;
  messages: number;
  reached: { once: number; more: number; never: number; wrongly: number };
  differences: Record<string, unknown>;
  silentDrops: number;
  repeats: number;
  refusedForFrequency: number;
}

const DELIVERIES = 3000;
const KILLS = 8;

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, count) => all + count, 0);

/** The crash series of `npm run bench:crash`, small. */
function series(...options: string[]): Promise<{ code: number | null; output: string }> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['test/bench/crash.bench.mjs', ...options], { env: { PATH, HOME }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((ended) => {
    child.once('close', (code) => ended({ code, output }));
  });
}

describe('a burst while processes are killed, PostgreSQL ends, connections are cut and WeCom fails', () => {
  it('reaches everybody once, and the records are what the sandbox delivered, row by row', async () => {
    const { code, output } = await series('--deliveries', String(DELIVERIES), '--kills', String(KILLS), '--database-restarts', '1', '--cuts', '3', '--fault-percent', '5', '--timeout', '150');
    const lines = output.trim().split('\n');
    if (code !== 0) throw new Error(`the series ended with ${code}; its seed repeats its choices:\n${output}`);
    const verdict = JSON.parse(lines.at(-1)!) as Verdict;
    expect(verdict).toMatchObject({ differences: {}, silentDrops: 0, repeats: 0, refusedForFrequency: 0, rows: DELIVERIES });
    expect(verdict.reached).toMatchObject({ more: 0, never: 0, wrongly: 0 });
    // What it is about did happen.
    expect([sum(verdict.kills), sum(verdict.restarts), sum(verdict.cuts)]).toEqual([KILLS, 1, 3]);
    expect(verdict.killsUnderLoad).toBeGreaterThan(0);
    expect(verdict.requests).toBeGreaterThan(verdict.messages);
    process.stdout.write(`crash series: ${lines.at(-1)}\n`);
  });
});
