import Handlebars from 'handlebars';
import { Lazy } from '../domain/lazy';
import { HELPERS, type HelperOptions } from './helpers';

/** Where a part of a source is rendered: what `this` is, what was around it, and the turn of the innermost loop. */
interface Place {
  self: unknown;
  outer: Place | undefined;
  index: number;
  last: boolean;
  options: HelperOptions;
}

/** Renders a source. @throws RangeError when a variable is not there, or the work budget is spent */
export type SourceProgram = (model: object, options: HelperOptions) => string;

type Text = (place: Place) => string;
type Value = (place: Place) => unknown;
type Helper = (...values: unknown[]) => unknown;

/**
 * What Handlebars reads, as functions of our own. They know the variables that a value has itself, our helpers, if, unless, each
 * and with: nothing else can be reached, and no code is generated. Handlebars' own runtime makes several objects for each block.
 * @throws Error with the place of broken syntax; RangeError for what templates may not have
 */
export function programOf(source: string): SourceProgram {
  const text = body(Handlebars.parse(source));
  return (model, options) => text({ self: model, outer: undefined, index: 0, last: false, options });
}

function body(program: hbs.AST.Program | undefined): Text {
  const parts = (program?.body ?? []).filter(({ type }) => type !== 'CommentStatement').map(statement);
  if (parts.length === 1) {
    const [only] = parts;
    return typeof only === 'string' ? () => only : only;
  }
  return (place) => {
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(place);
    return text;
  };
}

function statement(node: hbs.AST.Statement): string | Text {
  if (node.type === 'ContentStatement') return (node as hbs.AST.ContentStatement).value;
  if (node.type === 'BlockStatement') return block(node as hbs.AST.BlockStatement);
  if (node.type !== 'MustacheStatement') throw new RangeError('partials and decorators are not supported');
  const mustache = node as hbs.AST.MustacheStatement;
  const value = mustache.params.length > 0 || mustache.hash ? call(mustache) : variable(mustache.path, true);
  return (place) => {
    const found = value(place);
    return typeof found === 'string' ? found : found === null || found === undefined ? '' : `${found as string | number}`;
  };
}

function block(node: hbs.AST.BlockStatement): Text {
  const name = (node.path as Partial<hbs.AST.PathExpression>).original;
  if (node.params.length !== 1) throw new RangeError(`a block takes one value: ${name}`);
  const [value, inside, otherwise] = [expression(node.params[0]), body(node.program), body(node.inverse)];
  switch (name) {
    case 'if':
      return (place) => (isThere(value(place)) ? inside(place) : otherwise(place));
    case 'unless':
      return (place) => (isThere(value(place)) ? otherwise(place) : inside(place));
    case 'with':
      return (place) => {
        const self = value(place);
        return isThere(self) ? inside({ ...place, self, outer: place }) : otherwise(place);
      };
    case 'each':
      return (place) => {
        const items = value(place);
        return Array.isArray(items) && items.length > 0 ? eachOf(items, inside, place) : otherwise(place);
      };
    default:
      throw new RangeError(`unknown block ${name}`);
  }
}

/** Counted: nested in itself it would go on for hours. */
function eachOf(items: readonly unknown[], inside: Text, outer: Place): string {
  const { options } = outer;
  const { budget, seen } = options.data;
  // One for all turns: nothing keeps it longer than a turn.
  const turn: Place = { self: undefined, outer, index: 0, last: false, options };
  let text = '';
  for (let index = 0; index < items.length; index += 1) {
    budget.step();
    seen?.add(items[index]);
    [turn.self, turn.index, turn.last] = [items[index], index, index === items.length - 1];
    const part = inside(turn);
    budget.write(part.length);
    text += part;
  }
  return text;
}

const isThere = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function expression(node: hbs.AST.Expression): Value {
  if (node.type === 'SubExpression') return call(node as hbs.AST.SubExpression);
  if (node.type === 'PathExpression') return variable(node, false);
  const { value } = node as hbs.AST.StringLiteral;
  return () => value;
}

function call({ path, params, hash }: hbs.AST.MustacheStatement | hbs.AST.SubExpression): Value {
  const name = (path as Partial<hbs.AST.PathExpression>).original ?? '';
  if (hash || !Object.hasOwn(HELPERS, name)) throw new RangeError(hash ? 'helpers take no named values' : `unknown helper ${name}`);
  const helper = HELPERS[name as keyof typeof HELPERS] as Helper;
  const values = params.map(expression);
  if (values.length === 1) return (place) => helper(values[0](place), place.options);
  return (place) => helper(...values.map((value) => value(place)), place.options);
}

/** @param must whether it is an error when it is not there: of what is printed, not of what is asked */
function variable(node: hbs.AST.Node, must: boolean): Value {
  if (node.type !== 'PathExpression') throw new RangeError('only variables and helpers can be printed');
  const { data, depth, parts, original } = node as hbs.AST.PathExpression;
  if (data) return ofLoop(original);
  const [first] = parts;
  if (depth === 0 && parts.length === 1) return (place) => own(place.self, first, must);
  return (place) => {
    let from: Place | undefined = place;
    for (let up = depth; up > 0; up -= 1) from = from?.outer;
    return parts.reduce<unknown>((value, name) => own(value, name, must), from?.self);
  };
}

function ofLoop(name: string): Value {
  if (name === '@index') return ({ index }) => index;
  if (name === '@first') return ({ index }) => index === 0;
  if (name === '@last') return ({ last }) => last;
  throw new RangeError(`unknown variable ${name}`);
}

/** Never what a value has by its prototype. */
function own(value: unknown, name: string, must: boolean): unknown {
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
    const found = (value as Record<string, unknown>)[name];
    return found instanceof Lazy ? (found.value as unknown) : found;
  }
  if (must) throw new RangeError(`"${name}" is not there`);
  return undefined;
}
