import fc from 'fast-check';
import { ReferenceBook } from './reference-book';
import { MAX_FILE_LENGTH, MAX_FILE_TASKS, readTaskFile, TASK_FILE_FORMAT, writeTaskFile } from './task-file';

const HEAD = `format: ${TASK_FILE_FORMAT}\n`;
const problemOf = (text: string): string => {
  try {
    readTaskFile(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'taken';
};

describe('a file of tasks', () => {
  it('gives back what was written, whatever the texts are', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('是', 'yes', 'null', '~', '09:00', '1e3', '- a', 'a: b', '#', ' 前后 ', '多行\n文字\n', '\t', "'\"", '&a', '*a', '!!str', '2026-03-02'));
    const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }), fc.record({ kind: text, days: fc.array(fc.oneof(fc.integer(), text), { maxLength: 3 }) }));
    const task = fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,12}$/), value, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 3 }), (tasks) => {
        expect(readTaskFile(writeTaskFile(tasks)).map((read) => read.value)).toEqual(tasks);
      }),
    );
  });

  it('keeps the order of keys, folds nothing and names nothing twice', () => {
    const same = ['u1'];
    const long = '很长的标题'.repeat(40);
    expect(writeTaskFile([{ title: long, b: 1, a: 2, to: same, cc: same }])).toBe(`${HEAD}tasks:\n  - title: ${long}\n    b: 1\n    a: 2\n    to:\n      - u1\n    cc:\n      - u1\n`);
  });

  it('says on which line a task and a field stand, or what stands nearest', () => {
    const [first, second] = readTaskFile(`${HEAD}tasks:\n  - title: 甲\n  - title: 乙\n    schedule:\n      kind: daily\n      times:\n        - "09:00"\n        - "25:00"\n`);
    expect([first?.line, second?.line]).toEqual([3, 4]);
    expect(['title', 'schedule.kind', 'schedule.times.1', 'schedule.zone', 'ownerUserId'].map((field) => second?.lineOf(field))).toEqual([4, 6, 9, 6, 4]);
  });

  it('takes an item that is no task as such', () => {
    expect(readTaskFile(`${HEAD}tasks: [甲, null, [], {title: 乙}]`).map(({ value }) => value)).toEqual([undefined, undefined, undefined, { title: '乙' }]);
  });

  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'.replaceAll(/./g, (key) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${String.fromCharCode(key.charCodeAt(0) - 1)}`).join(', ')}]\n`)}`;
  it.each<[string, string, string]>([
    ['another format', 'format: wecom-push/tasks@2\ntasks: []', 'must begin with'],
    ['no map', '- 1', 'must begin with'],
    ['nothing', '', 'must begin with'],
    ['a key that is not known', `${HEAD}tasks: [{title: a}]\nmore: 1`, 'line 3: there is no such key'],
    ['no tasks', `${HEAD}tasks: []`, 'at least one task'],
    ['a task for the list', `${HEAD}tasks: {title: a}`, 'at least one task'],
    ['too many tasks', `${HEAD}tasks: [${'{title: a}, '.repeat(MAX_FILE_TASKS + 1)}]`, `more than ${MAX_FILE_TASKS}`],
    ['too long a text', 'x'.repeat(MAX_FILE_LENGTH + 1), 'split it'],
    ['a key twice', `${HEAD}tasks:\n  - title: a\n    title: b`, 'line 4: '],
    ['a wrong indentation', `${HEAD}tasks:\n  - title: a\n page: b`, 'line '],
    ['two documents', `${HEAD}tasks: [{title: a}]\n---\nformat: x`, 'line '],
    ['an alias', `${HEAD}tasks:\n  - title: &t 甲\n  - title: *t`, 'line 4: aliases are not taken; write out what *t stands for'],
    ['a bomb of aliases', `${HEAD}${bomb}tasks: *h`, 'aliases are not taken'],
    ['a key that is no text', `${HEAD}tasks:\n  - ? [1]\n    : 2`, 'line '],
    ['nesting without end', `${HEAD}tasks: ${'['.repeat(100_000)}`, ''],
  ])('refuses %s', (_case, text, problem) => {
    const found = problemOf(text);
    expect(found).not.toBe('taken');
    expect(found).toContain('yaml: ');
    expect(found).toContain(problem);
  });
});

describe('names in a file', () => {
  it('stand for ids and back; a name of several things, or of something fixed, is none', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.record({ id: fc.uuid(), name: fc.constantFrom('日报', '周报', 'text-short', '') }), { selector: (thing) => thing.id }), (things) => {
        const book = new ReferenceBook(things, ['text-short']);
        for (const { id } of things) expect(book.idOf(book.nameOf(id))).toBe(id);
        expect(book.idOf(book.nameOf('text-short'))).toBe('text-short');
      }),
    );
    const book = new ReferenceBook([{ id: '1', name: '日报' }, { id: '2', name: '周报' }, { id: '3', name: '周报' }]);
    expect([book.nameOf('1'), book.nameOf('2'), book.idOf('日报'), book.idOf('没有的')]).toEqual(['日报', '2', '1', '没有的']);
  });
});
