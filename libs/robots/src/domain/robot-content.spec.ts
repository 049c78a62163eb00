import { byteLength, checkRobotMessage } from '#wecom';
import { robotContentOf } from './robot-content';

const LONG = '销售额每日汇总'.repeat(400);

describe('a push as a robot posts it', () => {
  it('mentions people in the way of each type', () => {
    expect(robotContentOf({ msgtype: 'text', text: { content: '日报' } }, ['ZhangWei'])).toEqual({ msgtype: 'text', text: { content: '日报', mentioned_list: ['ZhangWei'] } });
    expect(robotContentOf({ msgtype: 'markdown_v2', markdown_v2: { content: '| a |' } }, ['ZhangWei'])).toEqual({ msgtype: 'markdown_v2', markdown_v2: { content: '| a |' } });
    expect(robotContentOf({ msgtype: 'markdown', markdown: { content: '日报' } }, ['ZhangWei', 'LiNa'])).toEqual({ msgtype: 'markdown', markdown: { content: '日报\n<@ZhangWei> <@LiNa>' } });
  });

  it('mentions as many people as leave room for the words, each one whole', () => {
    const people = Array.from({ length: 100 }, (_none, index) => `user-with-a-long-account-${String(index).padStart(3, '0')}`);
    const message = robotContentOf({ msgtype: 'markdown', markdown: { content: LONG } }, people) as { markdown: { content: string } };
    expect(checkRobotMessage(message as Parameters<typeof checkRobotMessage>[0])).toEqual([]);
    expect(message.markdown.content).toMatch(/^销售额[^]*\n<@user-with-a-long-account-000> .*<@user-with-a-long-account-\d{3}>$/);
  });

  it('makes of a text card markdown with the same link', () => {
    const card = { title: '日报', description: '<div class="gray">3 月 2 日</div>销售额<br>100', url: 'https://bi.example.com/p/1' };
    expect(robotContentOf({ msgtype: 'textcard', textcard: { ...card, btntxt: '查看' } })).toMatchObject({ markdown: { content: expect.stringMatching(/\n\[查看\]\(https:/) as string } });
    expect(robotContentOf({ msgtype: 'textcard', textcard: card })).toEqual({ msgtype: 'markdown', markdown: { content: '**日报**\n3 月 2 日\n销售额\n100\n[日报](https://bi.example.com/p/1)' } });
  });

  it('keeps to the bytes of WeCom, with link and people whole', () => {
    const text = robotContentOf({ msgtype: 'text', text: { content: LONG } });
    const markdown = robotContentOf({ msgtype: 'markdown', markdown: { content: LONG } }, ['ZhangWei']);
    expect([...checkRobotMessage(text), ...checkRobotMessage(markdown)]).toEqual([]);
    expect(markdown).toEqual({ msgtype: 'markdown', markdown: { content: expect.stringMatching(/\n<@ZhangWei>$/) } });
    expect(byteLength((markdown as { markdown: { content: string } }).markdown.content)).toBeGreaterThan(4090);
  });
});
