import { newId } from './new-id';

describe('newId', () => {
  it('gives UUIDs of version 7, later ones sorting later', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
