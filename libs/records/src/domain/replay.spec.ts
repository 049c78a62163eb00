import { missedPeople, type MissedRow } from './replay';

const [RECORD, FIRST, SECOND] = ['record', 'replay-1', 'replay-2'];
const row = (changes: Partial<MissedRow> = {}): MissedRow => ({
  runId: RECORD, hostUserId: 'u1', hostUserName: '张伟', robot: false, part: 0, state: 'rejected', reasonCode: 'INVALID_USER', reason: '', callId: 'call', messageId: 'message', wecomUserId: 'ZhangWei', settledAt: null, ...changes,
});
const openOf = (...rows: MissedRow[]): object[] => missedPeople(rows, RECORD)[0].open.map(({ part, messageId, unknown }) => ({ part, messageId, unknown }));

describe('what people of a record lack', () => {
  it('is what neither it nor a replay sent', () => {
    expect(openOf(row())).toEqual([{ part: 0, messageId: 'message', unknown: false }]);
    expect(openOf(row(), row({ runId: FIRST, messageId: 'copy', state: 'sent' }))).toEqual([]);
    expect(openOf(row(), row({ runId: FIRST, messageId: 'copy', state: 'expired' }))).toEqual([{ part: 0, messageId: 'message', unknown: false }]);
  });

  it('stays sent, whatever a later replay says', () => {
    expect(openOf(row(), row({ runId: FIRST, state: 'sent' }), row({ runId: SECOND, state: 'rejected' }))).toEqual([]);
  });

  it('is not open while a replay brings it', () => {
    expect(openOf(row(), row({ runId: FIRST, state: 'pending' }))).toEqual([]);
  });

  it('stays unknown once nobody knew, though a later replay was refused', () => {
    expect(openOf(row({ state: 'unknown' }), row({ runId: FIRST, state: 'rejected' }))).toEqual([{ part: 0, messageId: 'message', unknown: true }]);
  });

  it('is told part by part, in their order', () => {
    const [, second, third] = [0, 1, 2].map((part) => row({ part, messageId: `m${part}` }));
    expect(openOf(third, row({ state: 'sent', messageId: 'm0' }), second)).toEqual([{ part: 1, messageId: 'm1', unknown: false }, { part: 2, messageId: 'm2', unknown: false }]);
  });

  it('knows which parts a replay brought to somebody who had none', () => {
    const skipped = row({ state: 'skipped', callId: null, messageId: null });
    const [person] = missedPeople([skipped, row({ runId: FIRST, part: 0, state: 'sent' }), row({ runId: FIRST, part: 1, state: 'rejected' })], RECORD);
    expect(person).toMatchObject({ skipped: true, open: [{ part: 1, messageId: null }] });
    expect([...person.reached]).toEqual([0]);
  });
});
