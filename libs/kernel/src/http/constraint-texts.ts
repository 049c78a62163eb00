import type { ValidationError } from '@nestjs/common';
import { inBoth, type Said } from '../language';

/** By the name that class-validator gives a constraint; `n` are the numbers of its sentence. */
const CHINESE: Readonly<Record<string, (n: readonly string[], sentence: string) => string>> = {
  arrayMaxSize: ([n]) => `最多 ${n} 项`,
  arrayMinSize: ([n]) => `至少 ${n} 项`,
  arrayUnique: () => '不能有重复',
  isArray: () => '须为列表',
  isBoolean: () => '须为 true 或 false',
  isDate: () => '须为日期',
  isDateString: () => '须为日期',
  isDefined: () => '不能为空',
  isIn: (_n, sentence) => `须为以下之一：${sentence.slice(sentence.indexOf(':') + 1).trim()}`,
  isInt: () => '须为整数',
  isLength: ([n, most], sentence) => (most === undefined ? `${sentence.includes('longer') ? '至少' : '最多'} ${n} 个字符` : `须为 ${n} 至 ${most} 个字符`),
  isNotEmpty: () => '不能为空',
  isNumber: () => '须为数字',
  isObject: () => '须为对象，而不是文字或数字',
  isString: () => '须为文字',
  isTimeZone: () => '须为时区，例如 Asia/Shanghai',
  isUrl: () => '须为网址',
  isUuid: () => '须为编号（UUID）',
  matches: () => '格式不对',
  max: ([n]) => `不能大于 ${n}`,
  maxLength: ([n]) => `最多 ${n} 个字符`,
  min: ([n]) => `不能小于 ${n}`,
  minLength: ([n]) => `至少 ${n} 个字符`,
  nestedValidation: () => '须为对象，而不是文字或数字',
  whitelistValidation: () => '没有这个字段，请去掉',
};

const EACH = 'each value in ';
const MISSING = inBoth('is missing', '缺少这一项');

/**
 * What is wrong with one field of a request, in all languages where class-validator says it. Of a field that was left out it says all that it would have to
 * be: here only that it is missing, and sentences of our own.
 */
export function fieldTexts({ property, value, constraints = {} }: ValidationError): (string | Said)[] {
  const texts = Object.entries(constraints).map(([constraint, english]) => constraintText(property, constraint, english));
  return value === undefined ? [MISSING, ...texts.filter((text) => typeof text === 'string')] : texts;
}

/**
 * What class-validator says of a field, in all languages.
 * @returns a sentence of our own, which begins otherwise, and one about what is not known here, as it is
 */
function constraintText(property: string, constraint: string, english: string): string | Said {
  const each = english.startsWith(EACH);
  const sentence = each ? english.slice(EACH.length) : english;
  const words = CHINESE[constraint];
  if (!words || !(sentence.startsWith(`${property} `) || constraint === 'whitelistValidation' || constraint === 'nestedValidation')) return english;
  const rest = sentence.slice(property.length);
  return inBoth(english, `${each ? '每一项' : ''}${words(rest.match(/-?\d+(?:\.\d+)?/g) ?? [], rest)}`);
}
