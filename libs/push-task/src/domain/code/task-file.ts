import { isMap, isNode, LineCounter, parseDocument, stringify, visit, type Document } from 'yaml';
import { inBoth, InvalidInputError, type Said } from '#kernel';

/** What the first line of a file of tasks says; another number is another format. */
export const TASK_FILE_FORMAT = 'wecom-push/tasks@1';
/** Tasks of one file, at most. */
export const MAX_FILE_TASKS = 500;
/** Characters of one file, at most. */
export const MAX_FILE_LENGTH = 1_048_576;

/** A task as a file holds it: the names of the API, ids of this system replaced by names where there are any. */
export type FileTask = Record<string, unknown>;

/** One task of a file that was read. */
export interface ReadTask {
  /** What stands there; undefined when it is no task at all. */
  value?: FileTask;
  /** Line of the task, from 1. */
  line: number;
  /** Line of a field, or of what stands nearest around it. @param path such as `schedule.times` */
  lineOf: (path: string) => number;
}

/** Text of a file: keys in the order in which they were put, no anchors, long texts never folded. */
export function writeTaskFile(tasks: readonly FileTask[]): string {
  return stringify({ format: TASK_FILE_FORMAT, tasks }, { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** @throws InvalidInputError (field `yaml`) naming the line, when it is no file of tasks */
export function readTaskFile(text: string): ReadTask[] {
  if (text.length > MAX_FILE_LENGTH) throw refused(inBoth(`has more than ${MAX_FILE_LENGTH} characters; split it`, `超过 ${MAX_FILE_LENGTH} 个字符，请拆成几个文件`));
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    const [found] = error.message.split('\n');
    throw refused(inBoth(`line ${line}: ${found}`, `第 ${line} 行不是正确的 YAML：${found}`));
  }
  visit(document, {
    Alias: (_key, node) => {
      throw refused(atLine(lineAt(lines, node), `aliases are not taken; write out what ${node.toString()} stands for`, `不支持引用，请把 ${node.toString()} 代表的内容写出来`));
    },
  });
  if (!isMap(document.contents) || document.get('format') !== TASK_FILE_FORMAT) throw refused(atLine(1, `must begin with "format: ${TASK_FILE_FORMAT}"`, `开头须为 format: ${TASK_FILE_FORMAT}`));
  const unknown = document.contents.items.find(({ key }) => !['format', 'tasks'].includes(String(key)));
  if (unknown) throw refused(atLine(lineAt(lines, unknown.key), 'there is no such key; only format and tasks', '没有这个键，只有 format 和 tasks'));
  const { tasks } = document.toJS() as { tasks?: unknown };
  if (!Array.isArray(tasks) || tasks.length === 0) throw refused(inBoth('tasks: must be a list of at least one task', 'tasks 须为列表，至少有一个任务'));
  if (tasks.length > MAX_FILE_TASKS) throw refused(inBoth(`tasks: has ${tasks.length} tasks, more than ${MAX_FILE_TASKS}; split it`, `有 ${tasks.length} 个任务，超过 ${MAX_FILE_TASKS} 个，请拆成几个文件`));
  return tasks.map((value: unknown, index): ReadTask => {
    const lineOf = (path: string): number => nearestLine(document, lines, ['tasks', index, ...path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))]);
    const isTask = typeof value === 'object' && value !== null && !Array.isArray(value);
    return { value: isTask ? (value as FileTask) : undefined, line: nearestLine(document, lines, ['tasks', index]), lineOf };
  });
}

function parsed(text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { version: '1.2', schema: 'core', merge: false, uniqueKeys: true, stringKeys: true, lineCounter });
  } catch {
    // Nested deeper than any task.
    throw refused(inBoth('cannot be read; see GET /push/tasks for what a task holds, or export one', '无法读取；可先导出一个任务看看格式'));
  }
}

function nearestLine(document: Document, lines: LineCounter, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineAt(lines, node);
  }
  return 1;
}

function lineAt(lines: LineCounter, node: unknown): number {
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
}

const atLine = (line: number, english: string, chinese: string): Said => inBoth(`line ${line}: ${english}`, `第 ${line} 行：${chinese}`);

const refused = (problem: Said): InvalidInputError => InvalidInputError.field('yaml', problem);
