import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { useEffect, useRef, type ReactNode } from 'react';
import { EditorView, lineNumbers } from '@codemirror/view';
import { editorLook } from './editor-theme';

interface DifferenceProps {
  before: string;
  after: string;
  dark: boolean;
}

/** Two sources beside each other, with what differs marked. */
export function Difference({ before, after, dark }: DifferenceProps): ReactNode {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const extensions = [lineNumbers(), editorLook(dark), EditorState.readOnly.of(true), EditorView.editable.of(false)];
    const view = new MergeView({ parent: parent.current!, a: { doc: before, extensions }, b: { doc: after, extensions }, collapseUnchanged: { margin: 3 } });
    return () => view.destroy();
  }, [before, after, dark]);
  return <div ref={parent} style={{ maxHeight: 420, overflow: 'auto', border: `1px solid ${dark ? '#3a414c' : '#d9dde4'}`, borderRadius: 8 }} />;
}
