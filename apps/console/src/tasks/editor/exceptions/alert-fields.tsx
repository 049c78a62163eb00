import { useQuery } from '@tanstack/react-query';
import { Checkbox, Flex, Form, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pageQuery } from '../../queries';
import type { TaskForm } from '../task-form';
import { Typography } from '../../../ui/typography';
import { ConditionGroup, firstLeaf, groupOf } from './condition-group';
import type { AlertRule } from './rules';

interface AlertInputProps {
  id?: string;
  value?: AlertRule | null;
  onChange?: (alert: AlertRule | null) => void;
}

/** Makes the task an alert: it sends only when its condition is met. */
export function AlertFields(): ReactNode {
  return <Form.Item name={['exceptions', 'alert']}><AlertInput /></Form.Item>;
}

function AlertInput({ id, value, onChange }: AlertInputProps): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const [projectId, pageId] = [Form.useWatch('projectId', form), Form.useWatch('pageId', form)];
  const charts = useQuery(pageQuery(projectId ?? '', pageId ?? '')).data?.charts ?? [];
  const change = (changes: Partial<AlertRule>): void => onChange?.({ ...value!, ...changes });
  const start = (): void => onChange?.({ when: groupOf(firstLeaf(charts)), repeat: 'once', againAfterMinutes: 60, recovery: false });
  return (
    <Flex id={id} vertical gap={12} tabIndex={-1}>
      <Flex gap={8} align="center">
        <Switch checked={Boolean(value)} aria-label={t('exceptions.alertOn')} onChange={(on) => (on ? start() : onChange?.(null))} />
        {t('exceptions.alertOn')}
      </Flex>
      {value && (
        <>
          <ConditionGroup condition={groupOf(value.when)} charts={charts} depth={1} onChange={(when) => change({ when })} />
          <Flex gap={8} align="center" wrap>
            {t('exceptions.repeatLead')}
            <Select aria-label={t('exceptions.repeatLead')} value={value.repeat} popupMatchSelectWidth={false} style={{ width: 'auto' }} options={(['once', 'always', 'again'] as const).map((one) => ({ value: one, label: t(`exceptions.repeats.${one}`) }))} onChange={(repeat) => change({ repeat })} />
            {value.repeat === 'again' && <InputNumber aria-label={t('exceptions.againAfter')} min={1} max={43_200} precision={0} value={value.againAfterMinutes} suffix={t('taskEditor.minutes')} onChange={(minutes) => change({ againAfterMinutes: minutes ?? 60 })} style={{ width: 140 }} />}
          </Flex>
          <Checkbox checked={value.recovery} onChange={(event) => change({ recovery: event.target.checked })}>{t('exceptions.recovery')}</Checkbox>
          <Typography.Text type="secondary">{t('exceptions.alertHint')}</Typography.Text>
        </>
      )}
    </Flex>
  );
}
