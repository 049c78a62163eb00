import { createRequire } from 'node:module';
import { createElement } from 'react';
import { Visitor, type Plugin } from 'vite';

// All as CommonJS: antd and its styles have to be the same ones.
const require = createRequire(import.meta.url);
const antd = require('antd') as typeof import('antd');
const { createCache, extractStyle: cssOf, StyleProvider } = require('@ant-design/cssinjs') as typeof import('@ant-design/cssinjs');
const { extractStyle } = require('@ant-design/static-style-extract') as typeof import('@ant-design/static-style-extract');

const SHEET = 'virtual:antd-style/';
/** Rules that belong to no component alone, links and icons, and where antd makes them. */
const SHARED = 'Shared';
const ICONS = 'ant-design-icons';
const MAKES_SHARED = '/antd/es/theme/util/genStyleUtils.js';
const MAKES_ICONS = '/antd/es/theme/util/useResetIconStyle.js';

/** The place from which on antd would make rules in the browser: with it goes what makes them, 7 kB. */
const MAKES_ALL = { file: '/@ant-design/cssinjs-utils/es/util/genStyleUtils.js', unless: 'if (memoizedZeroRuntime) {' };

/** What @ant-design/static-style-extract draws no example of. */
const MORE_EXAMPLES = [createElement(antd.Col), createElement(antd.Form.Item, { label: ' ' })];

/** Not to be had: an older component, and the look `wireframe`. */
const NEVER_SHOWN = new Set(['BackTop-BackTop', 'Pagination-bordered']);

/** antd's rules by component, as antd names them: `Button-Button`, `Button-compact`. Colours and sizes in them are variables, which antd sets in the page. */
function rulesByComponent(): ReadonlyMap<string, string> {
  const cache = createCache();
  extractStyle((examples) =>
    createElement(StyleProvider, { cache }, createElement(antd.ConfigProvider, { theme: { hashed: false } }, examples, ...MORE_EXAMPLES)),
  );
  const rules = new Map<string, string>();
  for (const [key, entry] of cache.cache) {
    const [kind, , component = ''] = key.split('%');
    if (kind !== 'style') continue;
    const alone = createCache();
    alone.cache.set(key, entry);
    rules.set(component, (rules.get(component) ?? '') + cssOf(alone, { plain: true, types: 'style' }));
  }
  return rules;
}

/**
 * Makes antd's styles sheets when the console is built, one a component, loaded with the component; antd's `zeroRuntime` then makes none in
 * the browser. Without this they are made by script: a quarter of what each page loads, and most of the time until it is drawn.
 */
export function antdStyles(): Plugin {
  let rules: ReadonlyMap<string, string>;
  return {
    name: 'antd-styles',
    apply: 'build',
    buildStart() {
      rules = rulesByComponent();
    },
    resolveId: {
      filter: { id: /^virtual:antd-style\// },
      handler: (id) => `\0${id}.css`,
    },
    load: {
      filter: { id: /^\0virtual:antd-style\// },
      handler(id) {
        const component = id.slice(SHEET.length + 1, -'.css'.length);
        const css = rules.get(component) ?? this.error(`antd-styles.ts draws no example of ${component}`);
        // In a layer, so that rules of our own win in whatever order sheets are loaded.
        return { code: `@layer antd{${css}}`, moduleSideEffects: true };
      },
    },
    transform: {
      filter: { id: /\/antd\/es\/.*\/style|\/(genStyleUtils|useResetIconStyle)\.js$/ },
      handler(code, id) {
        if (id.endsWith(MAKES_ALL.file)) {
          if (!code.includes(MAKES_ALL.unless)) this.error(`${id} has changed: antd-styles.ts does not find its place`);
          return code.replace(MAKES_ALL.unless, 'if (true) {');
        }
        if (id.endsWith(MAKES_ICONS)) return `import '${SHEET}${ICONS}';\nexport default () => undefined;`;
        const sheets = id.endsWith(MAKES_SHARED) ? [SHARED] : [];
        let rest = code;
        for (const { component, from, to } of stylesIn(this.parse(code)).toReversed()) {
          if (NEVER_SHOWN.has(component)) continue;
          sheets.push(component);
          rest = `${rest.slice(0, from)}() => []${rest.slice(to)}`;
        }
        return sheets.length > 0 ? [...sheets.map((sheet) => `import '${SHEET}${sheet}';`), rest].join('\n') : undefined;
      },
    },
  };
}

/** Where a module makes the rules of a component: the second argument of `genStyleHooks('Button', …)` and its kin. */
function stylesIn(program: Parameters<Visitor['visit']>[0]): { component: string; from: number; to: number }[] {
  const found: { component: string; from: number; to: number }[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [name, rules] }) {
      if (callee.type !== 'Identifier' || !/^gen(StyleHooks|SubStyleComponent|ComponentStyleHook)$/.test(callee.name) || !name || !rules) return;
      const names = name.type === 'ArrayExpression' ? name.elements : [name, name];
      found.push({ component: names.map((one) => (one?.type === 'Literal' ? one.value : '')).join('-'), from: rules.start, to: rules.end });
    },
  }).visit(program);
  return found;
}
