import type { Plugin } from 'vite';

/** What takes the place of something left out. Where one could use it after all, one is told so at the first try. */
const INSTEAD = {
  /** Of the table: filters find no columns to filter, everything else throws. */
  table: `
const unless = (columns) => (columns.some((column) => column.filters || column.filterDropdown) ? leftOut('a filter') : columns);
const FILTERS = [unless, [], {}];
export default (props) => (props.mergedColumns ? FILTERS : leftOut('pagination, virtual, or selections other than plain ones'));
export const getFilterData = (data) => data;
`,
  /** Of its selection: what the boxes of a tree of rows would need. */
  tree: `
const ofTrees = () => leftOut('rows in a tree');
export { ofTrees as conductCheck, ofTrees as convertDataToEntities };
export const arrDel = (list, value) => list.filter((one) => one !== value);
export const arrAdd = (list, value) => (list.includes(value) ? list : [...list, value]);
`,
  /** Of buttons and tags: whether text on a colour is to be dark. */
  brightness: `
import { FastColor } from '@ant-design/fast-color';
export { FastColor as AggregationColor };
export const isBright = (color, background) => (color.a > 0.5 ? color.r * 0.299 + color.g * 0.587 + color.b * 0.114 > 192 : color.onBackground(background).toHsv().v > 0.5);
`,
  /** English words of its widgets, for where no language is said: ours is, always. */
  words: `export default {};`,
  unused: `export default () => leftOut('tabs of a card');`,
  /** Browsers do it. */
  scrolling: `export default (element, { behavior, block }) => element.scrollIntoView({ behavior, block });`,
  /** Is always drawn; without it, tabs that find no room are scrolled to, or reached with the arrow keys. */
  menuOfTabs: `export default () => null;`,
};

interface LeftOut {
  /** The module that imports it, and as what. */
  importer: string;
  specifier: string;
  instead: keyof typeof INSTEAD;
}

/**
 * What antd's widgets bring along and the console does not use: of a list, since the API filters, sorts and pages, 30 kB of script, of whatever stands in a card 17 kB of tabs, of
 * tabs 11 kB of a menu for those that find no room.
 */
const LEFT_OUT: readonly LeftOut[] = [
  { importer: 'antd/es/table/InternalTable.js', specifier: '../pagination', instead: 'table' },
  { importer: 'antd/es/table/InternalTable.js', specifier: './hooks/useFilter', instead: 'table' },
  { importer: 'antd/es/table/InternalTable.js', specifier: './RcTable/VirtualTable', instead: 'table' },
  { importer: 'antd/es/table/hooks/useSelection.js', specifier: '../../dropdown', instead: 'table' },
  { importer: 'antd/es/table/hooks/useSelection.js', specifier: '../../radio', instead: 'table' },
  { importer: 'antd/es/table/hooks/useSelection.js', specifier: '@rc-component/tree', instead: 'tree' },
  { importer: 'antd/es/form/hooks/useForm.js', specifier: 'scroll-into-view-if-needed', instead: 'scrolling' },
  { importer: 'antd/es/button/style/token.js', specifier: '../../color-picker/color', instead: 'brightness' },
  { importer: 'antd/es/button/style/token.js', specifier: '../../color-picker/components/ColorPresets', instead: 'brightness' },
  { importer: 'antd/es/tag/style/index.js', specifier: '../../color-picker/color', instead: 'brightness' },
  { importer: 'antd/es/tag/style/index.js', specifier: '../../color-picker/components/ColorPresets', instead: 'brightness' },
  { importer: 'antd/es/config-provider/index.js', specifier: '../locale/en_US', instead: 'words' },
  { importer: 'antd/es/form/FormItemLabel.js', specifier: '../locale/en_US', instead: 'words' },
  { importer: 'antd/es/locale/useLocale.js', specifier: './en_US', instead: 'words' },
  { importer: 'antd/es/modal/locale.js', specifier: '../locale/en_US', instead: 'words' },
  { importer: 'antd/es/modal/useModal/HookModal.js', specifier: '../../locale/en_US', instead: 'words' },
  { importer: 'antd/es/table/InternalTable.js', specifier: '../locale/en_US', instead: 'words' },
  { importer: 'antd/es/_util/hooks/useClosable.js', specifier: '../../locale/en_US', instead: 'words' },
  { importer: 'antd/es/upload/Upload.js', specifier: '../locale/en_US', instead: 'words' },
  { importer: 'antd/es/popconfirm/PurePanel.js', specifier: '../locale/en_US', instead: 'words' },
  { importer: 'antd/es/card/Card.js', specifier: '../tabs', instead: 'unused' },
  { importer: '@rc-component/tabs/es/TabNavList/index.js', specifier: './OperationNode', instead: 'menuOfTabs' },
];

const PREFIX = '\0antd-left-out/';
const THROWS = `const leftOut = (what) => { throw new Error('antd: ' + what + ' is left out of the build, see build/antd-left-out.ts'); };`;

export function antdLeftOut(): Plugin {
  const found = new Set<LeftOut>();
  return {
    name: 'antd-left-out',
    apply: 'build',
    enforce: 'pre',
    resolveId(specifier, importer) {
      const one = LEFT_OUT.find((each) => each.specifier === specifier && importer?.endsWith(`/node_modules/${each.importer}`));
      if (!one) return undefined;
      found.add(one);
      return PREFIX + one.instead;
    },
    load: { filter: { id: /^\0antd-left-out\// }, handler: (id) => THROWS + INSTEAD[id.slice(PREFIX.length) as keyof typeof INSTEAD] },
    buildEnd(error) {
      const missing = LEFT_OUT.filter((one) => !found.has(one)).map(({ importer, specifier }) => `${specifier} of ${importer}`);
      if (!error && missing.length > 0) this.error(`antd has changed: antd-left-out.ts does not find ${missing.join(', ')}`);
    },
  };
}
