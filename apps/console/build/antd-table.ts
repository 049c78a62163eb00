import type { Plugin } from 'vite';

/**
 * What antd's Table brings along and no list of the console uses, since the API filters, sorts and pages: 40 kB of each page with a list.
 * The module of the table that imports it, and as what.
 */
const LEFT_OUT: readonly [importer: string, specifier: string][] = [
  ['InternalTable.js', '../pagination'],
  ['InternalTable.js', './hooks/useFilter'],
  ['InternalTable.js', './RcTable/VirtualTable'],
  ['hooks/useSelection.js', '../../dropdown'],
  ['hooks/useSelection.js', '../../radio'],
];

const NOTHING = '\0antd-table/left-out';

/** In their place; who uses one after all is told so at the first try. */
const CODE = `
const leftOut = (what) => { throw new Error('antd Table: ' + what + ' is left out of the build, see build/antd-table.ts'); };
const unless = (columns) => (columns.some((column) => column.filters || column.filterDropdown) ? leftOut('a filter') : columns);
const FILTERS = [unless, [], {}];
export default (props) => (props.mergedColumns ? FILTERS : leftOut('pagination, virtual, or selections other than plain ones'));
export const getFilterData = (data) => data;
`;

export function antdTable(): Plugin {
  const found = new Set<string>();
  return {
    name: 'antd-table',
    apply: 'build',
    enforce: 'pre',
    resolveId(specifier, importer) {
      const one = LEFT_OUT.find(([file, from]) => from === specifier && importer?.endsWith(`/antd/es/table/${file}`));
      if (!one) return undefined;
      found.add(one.join());
      return NOTHING;
    },
    load: { filter: { id: /^\0antd-table/ }, handler: () => CODE },
    buildEnd(error) {
      if (!error && found.size < LEFT_OUT.length) this.error('antd Table has changed: antd-table.ts does not find all that it leaves out');
    },
  };
}
