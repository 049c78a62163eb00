import 'reflect-metadata';
import { ArrayMaxSize, ArrayUnique, IsArray, IsDefined, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import type { InvalidInputError } from '../errors/domain-error';
import { pushValidationPipe } from './push-controller';

class Inner {
  @IsInt() @Min(-5) @Max(1440) minutes: number;
}

class Body {
  @IsOptional() @IsString() @MaxLength(100) title1: string;
  @IsOptional() @IsString() @Length(3, 8) word: string;
  @IsOptional() @IsIn(['zh-CN', 'en-US']) language: string;
  @IsOptional() @IsUUID(undefined, { each: true }) @ArrayMaxSize(2) @ArrayUnique() @IsArray() ids: string[];
  @IsOptional() @Matches(/^\d+$/, { message: 'must be digits' }) digits: string;
  @IsOptional() @Matches(/^\d+$/) plain: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => Inner) inner: Inner;
}

class Required {
  @IsString() @Length(1, 128) name: string;
  @IsDefined() @ValidateNested() @Type(() => Inner) inner: Inner;
  @Matches(/^\d+$/, { message: 'must be the digits of an AgentId' }) agentId: string;
}

async function textsOf(body: object, metatype: new () => object = Body): Promise<unknown> {
  try {
    await pushValidationPipe.transform(body, { type: 'body', metatype });
    return 'taken';
  } catch (error) {
    return (error as InvalidInputError).details.texts;
  }
}

const MISSING = { 'en-US': 'is missing', 'zh-CN': '缺少这一项' };
const chinese = (...texts: string[]): unknown => texts.map((text) => expect.objectContaining({ 'zh-CN': text }));

describe('what is wrong with a field of a request', () => {
  it.each<[string, object, object]>([
    ['a text that is too long, of a field with a digit', { title1: '长'.repeat(101) }, { title1: chinese('最多 100 个字符') }],
    ['a word that is too short', { word: 'x' }, { word: chinese('至少 3 个字符') }],
    ['a word that is too long', { word: '123456789' }, { word: chinese('最多 8 个字符') }],
    ['a choice', { language: 'fr' }, { language: chinese('须为以下之一：zh-CN, en-US') }],
    ['each item of a list', { ids: ['x'] }, { ids: chinese('每一项须为编号（UUID）') }],
    ['a list that is too long', { ids: Array.from({ length: 3 }, (_none, index) => `00000000-0000-4000-8000-00000000000${index}`) }, { ids: chinese('最多 2 项') }],
    ['a negative number', { inner: { minutes: -6 } }, { 'inner.minutes': chinese('不能小于 -5') }],
    ['a field that is not known', { colour: 'red' }, { colour: chinese('没有这个字段，请去掉') }],
    ['a pattern', { plain: 'x' }, { plain: chinese('格式不对') }],
  ])('is said in both languages: %s', async (_case, body, texts) => {
    expect(await textsOf(body)).toEqual(texts);
  });

  it.each<[string, object, string]>([
    ['a text, of which several things are asked', { inner: { minutes: 1 }, agentId: '1000002' }, 'name'],
    ['an object', { name: '日报', agentId: '1000002' }, 'inner'],
    ['a number in an object', { name: '日报', inner: {}, agentId: '1000002' }, 'inner.minutes'],
  ])('is only that it is missing where it was left out: %s', async (_case, body, field) => {
    expect(await textsOf(body, Required)).toEqual({ [field]: [MISSING] });
  });

  it('is what it must be as well where a sentence of our own says so', async () => {
    expect(await textsOf({ name: '日报', inner: { minutes: 1 } }, Required)).toEqual({ agentId: [MISSING, expect.objectContaining({ 'zh-CN': 'must be the digits of an AgentId' })] });
  });

  it('is said as it is where the sentence is our own', async () => {
    expect(await textsOf({ digits: 'x' })).toBeUndefined();
  });
});
