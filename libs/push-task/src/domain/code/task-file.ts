import { isMap, isNode, LineCounter, parseDocument, stringify, visit, type Document } from 'yaml';
import { InvalidInputError } from '#kernel';

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
  if (text.length > MAX_FILE_LENGTH) throw refused(`has more than ${MAX_FILE_LENGTH} characters; split it`);
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const [error] = document.errors;
  if (error) throw refused(`line ${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`);
  visit(document, {
    Alias: (_key, node) => {
      throw refused(`line ${lineAt(lines, node)}: aliases are not taken; write out what ${node.toString()} stands for`);
    },
  });
  if (!isMap(document.contents) || document.get('format') !== TASK_FILE_FORMAT) throw refused(`line 1: must begin with "format: ${TASK_FILE_FORMAT}"`);
  const unknown = document.contents.items.find(({ key }) => !['format', 'tasks'].includes(String(key)));
  if (unknown) throw refused(`line ${lineAt(lines, unknown.key)}: there is no such key; only format and tasks`);
  const { tasks } = document.toJS() as { tasks?: unknown };
  if (!Array.isArray(tasks) || tasks.length === 0) throw refused('tasks: must be a list of at least one task');
  if (tasks.length > MAX_FILE_TASKS) throw refused(`tasks: has ${tasks.length} tasks, more than ${MAX_FILE_TASKS}; split it`);
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
    throw refused('cannot be read; see GET /push/tasks for what a task holds, or export one');
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

const refused = (problem: string): InvalidInputError => InvalidInputError.field('yaml', problem);
