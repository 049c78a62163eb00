import { Form } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { Trans } from 'react-i18next';

interface SentenceProps {
  /** Key of a text with the fields as tags, so that each language has them in its own order. */
  text: 'empty' | 'stale' | 'wait' | 'same' | 'retry' | 'slow';
  fields: Record<string, ReactElement>;
}

/** A rule as a sentence with fields in it; what is wrong with a field is told below the sentence. */
export function Sentence({ text, fields }: SentenceProps): ReactNode {
  return (
    <Form.Item style={{ marginBottom: 12 }}>
      <div style={{ lineHeight: '40px' }}><Trans i18nKey={`exceptions.sentences.${text}`} components={fields} /></div>
    </Form.Item>
  );
}
