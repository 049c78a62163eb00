import { FairRoom } from './fair-room';

/** Runs of tenants in the order in which they got their room. */
class Runs {
  readonly begun: string[] = [];
  private readonly leaves = new Map<string, () => void>();

  constructor(private readonly room: FairRoom) {}

  /** @param run its first letter is the tenant */
  async ask(run: string, weight: number): Promise<void> {
    void this.enter(run, weight);
    await turns();
  }

  private async enter(run: string, weight: number): Promise<void> {
    const leave = await this.room.enter(run[0], weight);
    this.begun.push(run);
    this.leaves.set(run, leave);
  }

  async end(run: string): Promise<void> {
    this.leaves.get(run)!();
    await turns();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

describe('FairRoom', () => {
  it('lets 10 messages of one tenant in at once while another one fills the room and waits for more', async () => {
    const runs = new Runs(new FairRoom(20, 2));
    for (let run = 0; run < 16; run += 1) await runs.ask(`A${run}`, 10);
    await runs.ask('B0', 1);
    expect(runs.begun).toEqual(['A0', 'A1', 'B0']);
  });

  it('lets the large ones of a tenant that holds nothing in before all that wait of one that holds much', async () => {
    const runs = new Runs(new FairRoom(20, 2));
    for (let run = 0; run < 8; run += 1) await runs.ask(`A${run}`, 10);
    for (let run = 0; run < 2; run += 1) await runs.ask(`B${run}`, 10);
    await runs.end('A0');
    await runs.end('A1');
    await runs.end('B0');
    expect(runs.begun).toEqual(['A0', 'A1', 'B0', 'A2', 'B1']);
  });

  it('keeps the share for those who hold nothing, and within its size', async () => {
    const runs = new Runs(new FairRoom(10, 2));
    await runs.ask('A0', 10);
    for (const run of ['A1', 'B0', 'B1', 'C0', 'D0']) await runs.ask(run, 1);
    expect(runs.begun).toEqual(['A0', 'B0', 'C0']);
    await runs.end('B0');
    await runs.ask('E0', 1);
    expect(runs.begun.at(-1)).toBe('E0');
    await runs.end('A0');
    expect(runs.begun).toHaveLength(7);
  });

  it('lets what is larger than all room in when it is alone, and nobody passes it meanwhile', async () => {
    const runs = new Runs(new FairRoom(10, 0));
    await runs.ask('A0', 4);
    await runs.ask('B0', 50);
    await runs.ask('C0', 1);
    expect(runs.begun).toEqual(['A0']);
    await runs.end('A0');
    expect(runs.begun).toEqual(['A0', 'B0']);
    await runs.end('B0');
    expect(runs.begun).toEqual(['A0', 'B0', 'C0']);
  });
});
