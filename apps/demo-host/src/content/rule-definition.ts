import type { Text } from './page-definition';

/** A query whose result names people of the tenant. */
export interface RuleDefinition {
  id: string;
  title: Text;
  /** Columns of the result that hold people; the first one holds them unless another is asked for. */
  columns: readonly { key: string; title: Text }[];
  /** Gives the columns under their keys. */
  sql: string;
}
