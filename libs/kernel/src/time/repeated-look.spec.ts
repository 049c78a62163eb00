import { RepeatedLook } from './repeated-look';

describe('looking again and again', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('goes on at once while there is more, else after the pause, also after a failure', async () => {
    const found: (boolean | Error)[] = [true, false, new Error('no database'), false];
    const failures: unknown[] = [];
    const look = jest.fn(async () => {
      const next = found.shift() ?? false;
      if (next instanceof Error) throw next;
      return next;
    });
    const loop = new RepeatedLook(look, 1000, (error) => failures.push(error));
    loop.start();
    await jest.advanceTimersByTimeAsync(1);
    expect(look).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(1000);
    expect([look.mock.calls.length, failures]).toEqual([3, [new Error('no database')]]);
    await jest.advanceTimersByTimeAsync(1000);
    expect(look).toHaveBeenCalledTimes(4);
    await loop.stop();
  });

  it('waits for the look under way when it is stopped, and looks no more', async () => {
    let finish = (): void => undefined;
    const look = jest.fn(() => new Promise<boolean>((done) => (finish = () => done(true))));
    const loop = new RepeatedLook(look, 1000, () => undefined);
    loop.start();
    await jest.advanceTimersByTimeAsync(0);
    let stopped = false;
    const stopping = loop.stop().then(() => (stopped = true));
    await jest.advanceTimersByTimeAsync(10);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    await jest.advanceTimersByTimeAsync(5000);
    expect(look).toHaveBeenCalledTimes(1);
  });
});
