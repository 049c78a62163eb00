import { DUPLICATE_WINDOW_SECONDS } from './dispatch-policy';
import { duplicateWindowOf, stillKnown, withoutMentions } from './replay';

describe('the request of a replay', () => {
  it('differs from that of the record and of all replays shortly before', () => {
    const windows = Array.from({ length: 60 }, (_none, at) => duplicateWindowOf(at + 1));
    expect(new Set([DUPLICATE_WINDOW_SECONDS, ...windows]).size).toBe(61);
    // A repeat is not tried any more in the last two minutes: the window is never shorter than that.
    expect(Math.min(...windows)).toBeGreaterThan(DUPLICATE_WINDOW_SECONDS - 120);
  });

  it('may be known to WeCom for as long as its window, reckoned from when it was given up', () => {
    const settledAt = new Date('2026-03-02T01:00:00Z');
    expect(stillKnown(settledAt, new Date('2026-03-02T04:59:59Z'))).toBe(true);
    expect(stillKnown(settledAt, new Date('2026-03-02T05:00:00Z'))).toBe(false);
  });
});

describe('a post of another robot', () => {
  it('is taken without the people whom it mentions', () => {
    expect(withoutMentions(JSON.stringify({ msgtype: 'text', text: { content: '日报', mentioned_list: ['LiNa'] } }))).toEqual({ msgtype: 'text', text: { content: '日报' } });
    expect(withoutMentions(JSON.stringify({ msgtype: 'markdown', markdown: { content: '日报 <@not-at-the-end> 完\n<@LiNa> <@ZhangWei>' } }))).toEqual({ msgtype: 'markdown', markdown: { content: '日报 <@not-at-the-end> 完' } });
    expect(withoutMentions(JSON.stringify({ msgtype: 'image', image: { base64: '', md5: '' } }))).toBeUndefined();
  });
});
