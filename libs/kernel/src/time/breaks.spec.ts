import { Breaks } from './breaks';

describe('Breaks', () => {
  let now: number;
  beforeEach(() => {
    now = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  /** Whether something else got its turn while `ifDue` was waited for. */
  async function othersServed(breaks: Breaks): Promise<boolean> {
    let served = false;
    setImmediate(() => (served = true));
    await breaks.ifDue();
    return served;
  }

  it('lets others have a turn after 5 ms of work, and not before', async () => {
    const breaks = new Breaks();
    now += 4.9;
    expect(await othersServed(breaks)).toBe(false);
    now += 0.1;
    expect(await othersServed(breaks)).toBe(true);
  });

  it('counts anew from the end of a break', async () => {
    const breaks = new Breaks();
    now += 50;
    await breaks.ifDue();
    now += 4;
    expect(await othersServed(breaks)).toBe(false);
  });
});
