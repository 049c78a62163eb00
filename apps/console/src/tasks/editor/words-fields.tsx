import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const MOST = 500;

export function WordsFields(): ReactNode {
  const { t } = useTranslation();
  return (['beginning', 'ending'] as const).map((name) => (
    <Form.Item key={name} name={name} label={t(`tasks.editor.${name}`)}>
      <Input.TextArea placeholder={t(`tasks.editor.${name}Placeholder`)} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={MOST} showCount />
    </Form.Item>
  ));
}
