import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { handlebars } from './handlebars';

/** As antd's fields around it. */
export function editorLook(dark: boolean): Extension {
  const base = EditorView.theme(
    {
      '&': { fontSize: '13px', backgroundColor: dark ? '#14171b' : '#ffffff', color: dark ? '#e3e6ea' : '#1c2430' },
      '&.cm-focused': { outline: '2px solid #4f86ff', outlineOffset: '-1px' },
      '.cm-content': { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei Mono', monospace", caretColor: dark ? '#fff' : '#000', paddingBlock: '8px' },
      '.cm-gutters': { backgroundColor: dark ? '#191d22' : '#f7f8fa', color: dark ? '#8b98ad' : '#667085', border: 'none' },
      '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: dark ? '#ffffff0a' : '#2468f20a' },
      '.cm-tooltip': { backgroundColor: dark ? '#20242b' : '#fff', border: `1px solid ${dark ? '#3a414c' : '#d9dde4'}`, borderRadius: '6px' },
      '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px' },
      '.cm-completionInfo': { whiteSpace: 'pre-line', padding: '8px' },
      '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.75' },
    },
    { dark },
  );
  return [base, EditorView.lineWrapping, handlebars(dark)];
}
