import Handlebars from 'handlebars';
import { byteLength, type LocalizedText } from '#wecom';
import { BLOCKS, LOOP_DATA, MAX_DEPTH, MAX_NODES, MAX_SOURCE_BYTES, problemAt, PROBLEMS, type SourceProblem } from '../domain/source-problem';
import { TEMPLATE_HELPERS, TEMPLATE_VARIABLES, type TemplateVariable } from '../domain/variables';
import { syntaxProblem } from './syntax-problem';

type Block = hbs.AST.BlockStatement;
type Call = hbs.AST.MustacheStatement | Block | hbs.AST.SubExpression;

/** What `this` is at a place: the fields of it, or a plain value; rows hold cells. */
type Scope = readonly TemplateVariable[] | 'value' | 'row';

const ARITY = new Map(TEMPLATE_HELPERS.map(({ name, parameters }) => [name, parameters.length]));

/** All that is wrong with a source, before it is ever rendered; empty when it may be saved. */
export function checkSource(source: string): SourceProblem[] {
  const bytes = byteLength(source);
  if (bytes > MAX_SOURCE_BYTES) return [problemAt(1, 1, PROBLEMS.tooLong(bytes))];
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
    if (node.type !== 'BlockStatement') return this.note(node, PROBLEMS.otherStatement());
    if (depth >= MAX_DEPTH) {
      this.full = true;
      return this.note(node, PROBLEMS.tooDeep());
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
    if (variable === 'scope' || variable === 'row') this.note(path, variable === 'row' ? PROBLEMS.printsRow() : PROBLEMS.printsScope(path.original));
    if (variable !== undefined && typeof variable === 'object' && (variable.type === 'list' || variable.type === 'group')) {
      this.note(path, variable.type === 'list' ? PROBLEMS.printsList(path.original) : PROBLEMS.printsGroup(path.original));
    }
  }

  private block(node: Block, scopes: readonly Scope[], depth: number): void {
    if (this.isFull(node)) return;
    const name = node.path.type === 'PathExpression' ? node.path.original : '';
    if (!BLOCKS.includes(name) || node.params.length !== 1) return this.note(node, PROBLEMS.unknownBlock(name));
    if (node.program?.blockParams || node.inverse?.blockParams) this.note(node, PROBLEMS.blockNames());
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
    if (!fits) this.note(param, block === 'each' ? PROBLEMS.noList() : PROBLEMS.noGroup());
    if (typeof value === 'object' && value.name === 'rows') return 'row';
    return (fits && value.fields) || 'value';
  }

  private call(node: Call, scopes: readonly Scope[]): 'rows' | 'value' {
    const name = node.path.type === 'PathExpression' ? (node.path as hbs.AST.PathExpression).original : '';
    const arity = ARITY.get(name);
    if (arity === undefined) this.note(node, PROBLEMS.unknownHelper(name));
    else if (node.params.length !== arity) this.note(node, PROBLEMS.valuesOf(name, arity, node.params.length));
    if (node.hash?.pairs.length) this.note(node, PROBLEMS.namedValues());
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
      this.note(node, PROBLEMS.unknownLoopData(original));
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
    if (!found) this.note(node, PROBLEMS.unknownVariable(original));
    return found;
  }

  private isFull(node: hbs.AST.Node): boolean {
    if (this.full) return true;
    if (++this.nodes <= MAX_NODES) return false;
    this.full = true;
    this.note(node, PROBLEMS.tooMany());
    return true;
  }

  private note({ loc: { start } }: hbs.AST.Node, text: LocalizedText): void {
    if (this.problems.length < 20) this.problems.push(problemAt(start.line, start.column + 1, text));
  }
}
