import { withAllBelow } from './departments-below';

describe('departments with all below them', () => {
  const unit = (id: string, parentId?: string) => ({ id, name: id, parentId });

  it('takes every level, and each department once', () => {
    const tree = [unit('总部'), unit('华东', '总部'), unit('上海', '华东'), unit('华南', '总部'), unit('别处')];
    expect([...withAllBelow(tree, ['华东'])]).toEqual(['华东', '上海']);
    expect([...withAllBelow(tree, ['总部', '上海'])].toSorted()).toEqual(['上海', '华东', '华南', '总部'].toSorted());
  });

  it('ends when the host gives a circle', () => {
    expect([...withAllBelow([unit('a', 'b'), unit('b', 'a')], ['a'])]).toEqual(['a', 'b']);
  });
});
