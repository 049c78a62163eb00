import { inBoth } from '../language';
import { InvalidInputError } from './domain-error';

describe('InvalidInputError', () => {
  it('says of each field all that is wrong with it, in all languages where it can', () => {
    const error = InvalidInputError.fields({ 'schedule.zone': ['is no zone'], 'schedule.expression': ['has at most 200 characters', inBoth('never comes true', '永远不会执行')] });
    expect(error.message).toBe('schedule.zone: is no zone; schedule.expression: has at most 200 characters, never comes true');
    expect(error.details).toEqual({
      fields: { 'schedule.zone': ['is no zone'], 'schedule.expression': ['has at most 200 characters', 'never comes true'] },
      texts: { 'schedule.expression': [{ 'en-US': 'has at most 200 characters', 'zh-CN': 'has at most 200 characters' }, { 'en-US': 'never comes true', 'zh-CN': '永远不会执行' }] },
    });
  });

  it('has no texts where nothing is said in all languages', () => {
    expect(InvalidInputError.field('name', 'is taken').details).toEqual({ fields: { name: ['is taken'] } });
  });
});
