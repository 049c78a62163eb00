import { Form, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function AdvancedFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="graceMinutes"
      label={t('taskEditor.graceMinutes')}
      extra={t('taskEditor.graceHint')}
      rules={[{ required: true, type: 'integer', min: 1, max: 1440, message: t('taskEditor.graceRange') }]}
    >
      <InputNumber min={1} max={1440} precision={0} suffix={t('taskEditor.minutes')} style={{ width: 160 }} />
    </Form.Item>
  );
}
