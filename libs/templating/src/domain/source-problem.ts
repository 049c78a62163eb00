import { inBoth } from '#kernel';
import type { LocalizedText } from '#wecom';

/** What is wrong at a place of a source. Lines and columns count from 1. */
export interface SourceProblem {
  line: number;
  column: number;
  /** In English: what stands in `text` as well. */
  message: string;
  text: LocalizedText;
}

export const MAX_SOURCE_BYTES = 16 * 1024;
/** Expressions and blocks of a source; the largest built-in one has about 80. */
export const MAX_NODES = 500;
export const MAX_DEPTH = 12;
export const BLOCKS: readonly string[] = ['if', 'unless', 'each', 'with'];
export const LOOP_DATA: readonly string[] = ['first', 'last', 'index'];

/** What can be wrong, and what to do about it. */
export const PROBLEMS = {
  tooLong: (bytes: number) => inBoth(`the source has ${bytes} bytes, and may have ${MAX_SOURCE_BYTES}`, `模板内容有 ${bytes} 字节，最多 ${MAX_SOURCE_BYTES} 字节`),
  tooMany: () => inBoth(`the source has more than ${MAX_NODES} expressions`, `表达式超过 ${MAX_NODES} 个`),
  tooDeep: () => inBoth(`blocks are nested deeper than ${MAX_DEPTH}`, `语句块嵌套超过 ${MAX_DEPTH} 层`),
  syntax: (parser: string) => inBoth(`the syntax is broken: ${parser}`, `语法有误，请检查 {{ }} 和语句块是否完整（${parser}）`),
  unmatched: (parser: string) => inBoth(parser, `语句块的开头和结尾不成对（${parser}）`),
  otherStatement: () => inBoth('partials and decorators are not supported', '不支持引用其他模板（partial）和装饰器'),
  unknownBlock: (name: string) => inBoth(`unknown block ${name}; there are ${BLOCKS.join(', ')}, each with one value`, `没有语句块 ${name}；可用 ${BLOCKS.join('、')}，各带一个值`),
  blockNames: () => inBoth('names after "as" are not supported; use this and ../', '不支持 as 后面的名称，请用 this 和 ../'),
  noList: () => inBoth('each goes through a list, and this is none', 'each 只能遍历列表，这里不是列表'),
  noGroup: () => inBoth('with takes a group, and this is none', 'with 只能用于一组字段，这里不是'),
  printsRow: () => inBoth('a row cannot be printed as it is; use cells', '整行不能直接输出，请用 cells'),
  printsScope: (name: string) => inBoth(`${name} has fields here; print one of them`, `${name} 在这里是一组字段，请输出其中一个`),
  printsList: (name: string) => inBoth(`${name} is a list and cannot be printed; use each`, `${name} 是列表，不能直接输出，请用 each 逐项输出`),
  printsGroup: (name: string) => inBoth(`${name} is a group and cannot be printed; use one of its fields`, `${name} 是一组字段，不能直接输出，请输出其中一个`),
  unknownHelper: (name: string) => inBoth(`unknown helper ${name}; see GET /push/templates/variables`, `没有函数 ${name}；可用的函数会在输入 {{ 后列出`),
  valuesOf: (name: string, takes: number, got: number) => inBoth(`${name} takes ${takes} ${takes === 1 ? 'value' : 'values'}, and got ${got}`, `${name} 需要 ${takes} 个值，这里有 ${got} 个`),
  namedValues: () => inBoth('helpers take no named values', '函数不支持带名称的值'),
  unknownLoopData: (name: string) => inBoth(`unknown variable ${name}; there are ${LOOP_DATA.map((one) => `@${one}`).join(', ')}`, `没有变量 ${name}；可用 ${LOOP_DATA.map((one) => `@${one}`).join('、')}`),
  unknownVariable: (name: string) => inBoth(`unknown variable ${name}; see GET /push/templates/variables`, `没有变量 ${name}；可用的变量会在输入 {{ 后列出`),
  strayField: (msgtype: string) => inBoth(`a template of type ${msgtype} misses this source, or knows no such`, `${msgtype} 类型的模板缺少这一项，或没有这一项`),
  rendering: (why: string) => inBoth(why, `模板无法生成消息（${why}）`),
} as const;

export const problemAt = (line: number, column: number, text: LocalizedText): SourceProblem => ({ line, column, message: text['en-US'], text });
