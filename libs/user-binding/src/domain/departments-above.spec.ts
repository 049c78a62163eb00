import { withAllAbove } from './departments-above';

describe('withAllAbove', () => {
  const tree = [{ id: 'company', name: '集团' }, { id: 'sales', name: '销售部', parentId: 'company' }, { id: 'east', name: '华东区', parentId: 'sales' }];

  it('climbs to the root, and takes an unknown department as one without a parent', () => {
    expect(withAllAbove(tree, ['east', 'gone'])).toEqual(['east', 'gone', 'sales', 'company']);
    expect(withAllAbove(tree, [])).toEqual([]);
  });

  it('ends in a circle', () => {
    expect(withAllAbove([{ id: 'a', name: 'A', parentId: 'b' }, { id: 'b', name: 'B', parentId: 'a' }], ['a'])).toEqual(['a', 'b']);
  });
});
