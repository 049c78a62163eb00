import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateLanguage, TemplateProblem, TemplateVariables } from '../queries';
import { completionOf } from './completion';
import { editorLook } from './editor-theme';

export interface CodeEditorProps {
  label: string;
  value: string;
  onChange: (source: string) => void;
  readOnly: boolean;
  dark: boolean;
  problems: readonly TemplateProblem[];
  variables: TemplateVariables | undefined;
}

/** Where the word begins that a problem names, to its end. */
function diagnosticOf({ line, column, text: said }: TemplateProblem, { doc }: EditorState, language: TemplateLanguage): Diagnostic {
  const { from, to, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const start = Math.min(from + column - 1, to);
  const word = /^[\w.@/-]*/.exec(text.slice(start - from))?.[0] ?? '';
  return { from: start, to: Math.min(to, start + Math.max(1, word.length)), severity: 'error', message: said[language] };
}

/** One source of a template. Tab leaves it, as it leaves any field. */
export function CodeEditor({ label, value, onChange, readOnly, dark, problems, variables }: CodeEditorProps): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language as TemplateLanguage;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const [look, completion] = useRef([new Compartment(), new Compartment()] as const).current;
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });

  useEffect(() => {
    const editor = new EditorView({
      parent: parent.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(), history(), highlightActiveLine(), closeBrackets(), lintGutter(), look.of([]), completion.of([]),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => update.docChanged && change.current(update.state.doc.toString())),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // A new source is another editor: see its key.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  useEffect(() => view.current?.dispatch({ effects: look.reconfigure(editorLook(dark)) }), [dark, look]);
  useEffect(() => {
    const words = { typeOf: (type: Parameters<Parameters<typeof completionOf>[1]['typeOf']>[0]) => t(`templates.variableType.${type}`), nullable: t('templates.nullable') };
    view.current?.dispatch({ effects: completion.reconfigure(variables && !readOnly ? autocompletion({ override: [completionOf(variables, words)] }) : []) });
  }, [variables, readOnly, completion, t]);
  useEffect(() => {
    const editor = view.current;
    // What was put in from outside, such as an older version.
    if (editor && editor.state.doc.toString() !== value) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);
  useEffect(() => {
    const editor = view.current;
    if (editor) editor.dispatch(setDiagnostics(editor.state, problems.map((problem) => diagnosticOf(problem, editor.state, language))));
  }, [problems, language]);

  return <div ref={parent} style={{ border: `1px solid ${dark ? '#3a414c' : '#d9dde4'}`, borderRadius: 8, overflow: 'hidden' }} />;
}
