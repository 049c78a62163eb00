import { Figure } from './figure';

const figure = (value: number, unit = '', more = {}): Figure => new Figure(value, { percent: false, change: false, unit, language: 'zh-CN', shortFrom: 100_000, ...more });

describe('a figure', () => {
  it.each([
    [1_284_560.5, '元', '128.5万元'], [3204, '单', '3,204单'], [12.5, 'kWh', '12.5 kWh'], [1200, '¥', '¥1,200'], [-1200, '$', '-$1,200'], [1_500_000, 'HK$', 'HK$150万'], [36.6, '℃', '36.6℃'],
  ])('%d %s is written %s', (value, unit, text) => expect(figure(value, unit).toString()).toBe(text));

  it('of a change has its sign', () => {
    expect([0.032, 0, -0.01].map((value) => figure(value, '', { percent: true, change: true }).toString())).toEqual(['+3.2%', '0%', '-1%']);
    expect(figure(1200, '$', { change: true }).toString()).toBe('+$1,200');
  });

  it('can be written in full', () => expect(figure(1_284_560.5, '元').asNumber()).toBe('1,284,560.5元'));
});
