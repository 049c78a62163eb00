import Handlebars from 'handlebars';
import { byteLength } from '#wecom';
import { TEMPLATE_HELPERS, TEMPLATE_VARIABLES, type TemplateVariable } from '../domain/variables';
import { syntaxProblem } from './syntax-problem';

/** Lines and columns count from 1. */
export interface SourceProblem {
  line: number;
  column: number;
  message: string;
}

export const MAX_SOURCE_BYTES = 16 * 1024;
/** Expressions and blocks of a source; the largest built-in one has about 80. */
export const MAX_NODES = 500;
export const MAX_DEPTH = 12;

type Block = hbs.AST.BlockStatement;
type Call = hbs.AST.MustacheStatement | Block | hbs.AST.SubExpression;

/** What `this` is at a place: the fields of it, or a plain value; rows hold cells. */
type Scope = readonly TemplateVariable[] | 'value' | 'row';

const BLOCKS = ['if', 'unless', 'each', 'with'];
const LOOP_DATA = ['first', 'last', 'index'];
const ARITY = new Map(TEMPLATE_HELPERS.map(({ name, parameters }) => [name, parameters.length]));

/** All that is wrong with a source, before it is ever rendered; empty when it may be saved. */
export function checkSource(source: string): SourceProblem[] {
  const bytes = byteLength(source);
  if (bytes > MAX_SOURCE_BYTES) return [{ line: 1, column: 1, message: `the source has ${bytes} bytes, and may have ${MAX_SOURCE_BYTES}` }];
  try {
    const walk = new SourceWalk();
    walk.program(Handlebars.parseWithoutProcessing(source), [TEMPLATE_VARIABLES]);
    // Pairs of blocks and the like are looked at only here.
    if (walk.problems.length === 0) Handlebars.parse(source);
    return walk.problems;
  } catch (error) {
    return [syntaxProblem(source, error)];
  }
}

class SourceWalk {
  readonly problems: SourceProblem[] = [];
  private nodes = 0;
  private full = false;

  program(program: hbs.AST.Program | undefined, scopes: readonly Scope[], depth = 0): void {
    for (const node of program?.body ?? []) {
      if (this.full) return;
      this.statement(node, scopes, depth);
    }
  }

  private statement(node: hbs.AST.Statement, scopes: readonly Scope[], depth: number): void {
    if (node.type === 'ContentStatement' || node.type === 'CommentStatement') return;
    if (node.type === 'MustacheStatement') return this.mustache(node as hbs.AST.MustacheStatement, scopes);
    if (node.type !== 'BlockStatement') return this.note(node, 'partials and decorators are not supported');
    if (depth >= MAX_DEPTH) {
      this.full = true;
      return this.note(node, `blocks are nested deeper than ${MAX_DEPTH}`);
    }
    this.block(node as Block, scopes, depth + 1);
  }

  private mustache(node: hbs.AST.MustacheStatement, scopes: readonly Scope[]): void {
    if (this.isFull(node)) return;
    const path = node.path as hbs.AST.PathExpression;
    if (node.params.length > 0 || node.hash?.pairs.length) {
      this.call(node, scopes);
      return;
    }
    const variable = this.value(path, scopes);
    if (variable === 'scope' || variable === 'row') this.note(path, variable === 'row' ? 'a row cannot be printed as it is; use cells' : `${path.original} has fields here; print one of them`);
    if (variable !== undefined && typeof variable === 'object' && (variable.type === 'list' || variable.type === 'group')) {
      this.note(path, `${path.original} is a ${variable.type} and cannot be printed; use ${variable.type === 'list' ? 'each' : 'one of its fields'}`);
    }
  }

  private block(node: Block, scopes: readonly Scope[], depth: number): void {
    if (this.isFull(node)) return;
    const name = node.path.type === 'PathExpression' ? node.path.original : '';
    if (!BLOCKS.includes(name) || node.params.length !== 1) return this.note(node, `unknown block ${name}; there are ${BLOCKS.join(', ')}, each with one value`);
    if (node.program?.blockParams || node.inverse?.blockParams) this.note(node, 'names after "as" are not supported; use this and ../');
    const inside = name === 'each' || name === 'with' ? this.scopeOf(node.params[0], scopes, name) : undefined;
    if (name === 'if' || name === 'unless') this.value(node.params[0], scopes);
    this.program(node.program, inside === undefined ? scopes : [inside, ...scopes], depth);
    this.program(node.inverse, scopes, depth);
  }

  /** What `this` is inside each or with. */
  private scopeOf(param: hbs.AST.Expression, scopes: readonly Scope[], block: 'each' | 'with'): Scope {
    const value = this.value(param, scopes);
    if (value === undefined) return 'value';
    if (block === 'each' && value === 'rows') return 'row';
    if (block === 'each' && value === 'row') return 'value';
    const fits = typeof value === 'object' && value.type === (block === 'each' ? 'list' : 'group');
    if (!fits) this.note(param, block === 'each' ? 'each goes through a list, and this is none' : 'with takes a group, and this is none');
    if (typeof value === 'object' && value.name === 'rows') return 'row';
    return (fits && value.fields) || 'value';
  }

  private call(node: Call, scopes: readonly Scope[]): 'rows' | 'value' {
    const name = node.path.type === 'PathExpression' ? (node.path as hbs.AST.PathExpression).original : '';
    const arity = ARITY.get(name);
    if (arity === undefined) this.note(node, `unknown helper ${name}; see GET /push/templates/variables`);
    else if (node.params.length !== arity) this.note(node, `${name} takes ${arity} ${arity === 1 ? 'value' : 'values'}, and got ${node.params.length}`);
    if (node.hash?.pairs.length) this.note(node, 'helpers take no named values');
    for (const param of node.params) this.value(param, scopes);
    return name === 'top' ? 'rows' : 'value';
  }

  /** @returns undefined when a problem was noted */
  private value(node: hbs.AST.Expression, scopes: readonly Scope[]): TemplateVariable | 'rows' | 'row' | 'value' | 'scope' | undefined {
    if (node.type === 'SubExpression') return this.isFull(node) ? undefined : this.call(node as hbs.AST.SubExpression, scopes);
    if (node.type !== 'PathExpression') return 'value';
    const { data, depth, parts, original } = node as hbs.AST.PathExpression;
    if (data) {
      if (depth === 0 && parts.length === 1 && LOOP_DATA.includes(parts[0])) return 'value';
      this.note(node, `unknown variable ${original}; there are ${LOOP_DATA.map((name) => `@${name}`).join(', ')}`);
      return undefined;
    }
    const scope = scopes[depth];
    let fields: readonly TemplateVariable[] | undefined = typeof scope === 'object' ? scope : undefined;
    if (scope !== undefined && parts.length === 0) return scope === 'row' ? 'row' : scope === 'value' ? 'value' : 'scope';
    let found: TemplateVariable | undefined;
    for (const part of parts) {
      found = fields?.find(({ name }) => name === part);
      fields = found?.type === 'group' ? found.fields : undefined;
    }
    if (!found) this.note(node, `unknown variable ${original}; see GET /push/templates/variables`);
    return found;
  }

  private isFull(node: hbs.AST.Node): boolean {
    if (this.full) return true;
    if (++this.nodes <= MAX_NODES) return false;
    this.full = true;
    this.note(node, `the source has more than ${MAX_NODES} expressions`);
    return true;
  }

  private note({ loc: { start } }: hbs.AST.Node, message: string): void {
    if (this.problems.length < 20) this.problems.push({ line: start.line, column: start.column + 1, message });
  }
}
