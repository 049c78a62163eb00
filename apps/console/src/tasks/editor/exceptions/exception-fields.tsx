import { useQuery } from '@tanstack/react-query';
import { Checkbox, Divider, Flex, Form, InputNumber, Select, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pageQuery } from '../../queries';
import type { TaskForm } from '../task-form';
import { Typography } from '../../../ui/typography';
import { AlertFields } from './alert-fields';
import { DurationInput } from './duration-input';
import { ACCESS_ACTIONS, ACCESS_TROUBLES, type AccessAction } from './rules';
import { Sentence } from './sentence';

const at = (...path: string[]): string[] => ['exceptions', ...path];
const inline = { style: { width: 'auto', minWidth: 120 }, popupMatchSelectWidth: false } as const;

/** When a task does not send, rule by rule, in plain sentences. */
export function ExceptionFields(): ReactNode {
  const { t } = useTranslation();
  const head = (name: 'empty' | 'freshness' | 'alert' | 'quiet' | 'access'): ReactNode => <Divider titlePlacement="start" plain style={{ margin: '4px 0 12px' }}>{t(`exceptions.heads.${name}`)}</Divider>;
  return (
    <>
      {head('empty')}<Empty />
      {head('freshness')}<Freshness />
      {head('alert')}<AlertFields />
      {head('quiet')}<Quiet />
      {head('access')}<Access />
    </>
  );
}

function Empty(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const [projectId, pageId, range] = [Form.useWatch('projectId', form), Form.useWatch('pageId', form), Form.useWatch(at('empty', 'range'), { form, preserve: true }) as string | undefined];
  const charts = useQuery(pageQuery(projectId ?? '', pageId ?? '')).data?.charts ?? [];
  return (
    <>
      <Sentence
        text="empty"
        fields={{
          range: <Form.Item noStyle name={at('empty', 'range')}><Select {...inline} aria-label={t('exceptions.heads.empty')} options={(['all_charts', 'some_chart', 'chosen_charts'] as const).map((value) => ({ value, label: t(`exceptions.ranges.${value}`) }))} /></Form.Item>,
          action: <Form.Item noStyle name={at('empty', 'action')}><Select {...inline} aria-label={t('exceptions.action')} options={(['hold_and_alarm', 'hold', 'alarm', 'send'] as const).map((value) => ({ value, label: t(`exceptions.actions.${value}`) }))} /></Form.Item>,
        }}
      />
      {range === 'chosen_charts' && (
        <Form.Item name={at('empty', 'chartIds')} label={t('exceptions.watched')} rules={[{ required: true, type: 'array', min: 1, message: t('taskEditor.chartsRequired') }]}>
          <Select mode="multiple" options={charts.map(({ id, title }) => ({ value: id, label: title }))} placeholder={t('exceptions.chooseCharts')} />
        </Form.Item>
      )}
    </>
  );
}

function Freshness(): ReactNode {
  const { t } = useTranslation();
  const actions = useAccessActions();
  const form = Form.useFormInstance<TaskForm>();
  const staleAfter = Form.useWatch(at('freshness', 'staleAfterMinutes'), { form, preserve: true }) as number | null | undefined;
  return (
    <>
      <Sentence
        text="stale"
        fields={{
          age: <Form.Item noStyle name={at('freshness', 'staleAfterMinutes')}><DurationInput label={t('exceptions.age')} /></Form.Item>,
          action: <Form.Item noStyle name={at('freshness', 'stale')}><Select {...inline} disabled={staleAfter === null || undefined} aria-label={t('exceptions.action')} options={actions} /></Form.Item>,
        }}
      />
      {typeof staleAfter === 'number' && (
        <Sentence text="wait" fields={{ minutes: <Form.Item noStyle name={at('freshness', 'waitMinutes')} rules={[{ required: true, type: 'integer', min: 0, max: 1440, message: '0–1440' }]}><InputNumber min={0} max={1440} precision={0} aria-label={t('exceptions.wait')} style={{ width: 90 }} /></Form.Item> }} />
      )}
      <Sentence
        text="same"
        fields={{ action: <Form.Item noStyle name={at('freshness', 'same')}><Select {...inline} aria-label={t('exceptions.action')} options={(['send', 'hold', 'send_with_note'] as const).map((value) => ({ value, label: t(`exceptions.actions.${value}`) }))} /></Form.Item> }}
      />
    </>
  );
}

const TIME = 'HH:mm';

interface HoursInputProps {
  value?: { from: string; to: string } | null;
  onChange?: (hours: { from: string; to: string } | null) => void;
}

function HoursInput({ value, onChange }: HoursInputProps): ReactNode {
  const { t } = useTranslation();
  const picked = (times: [Dayjs | null, Dayjs | null] | null): void => {
    const [from, to] = times ?? [];
    onChange?.(from && to ? { from: from.format(TIME), to: to.format(TIME) } : null);
  };
  return (
    <Flex gap={12} align="center" wrap>
      <Checkbox checked={Boolean(value)} onChange={(event) => onChange?.(event.target.checked ? { from: '22:00', to: '08:00' } : null)}>{t('exceptions.quietHours')}</Checkbox>
      {/* From late to early goes over midnight, so the two keep their order. */}
      {value && <TimePicker.RangePicker order={false} format={TIME} minuteStep={5} allowClear={false} needConfirm={false} value={[dayjs(value.from, TIME), dayjs(value.to, TIME)]} onChange={picked} />}
    </Flex>
  );
}

function Quiet(): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Typography.Paragraph type="secondary">{t('exceptions.quietHint')}</Typography.Paragraph>
      <Form.Item name={at('quiet', 'hours')}><HoursInput /></Form.Item>
      <Form.Item name={at('quiet', 'nonWorkingDays')} valuePropName="checked"><Checkbox>{t('exceptions.quietDays')}</Checkbox></Form.Item>
    </>
  );
}

function useAccessActions(): { value: AccessAction; label: string }[] {
  const { t } = useTranslation();
  return ACCESS_ACTIONS.map((value) => ({ value, label: t(`exceptions.actions.${value}`) }));
}

function Access(): ReactNode {
  const { t } = useTranslation();
  const actions = useAccessActions();
  return (
    <>
      {ACCESS_TROUBLES.map((trouble) => (
        <Form.Item key={trouble} name={at('access', trouble)} label={t(`exceptions.troubles.${trouble}`)} layout="horizontal" labelCol={{ flex: '260px' }} colon={false} style={{ marginBottom: 8 }}>
          <Select {...inline} options={actions} />
        </Form.Item>
      ))}
      <Sentence text="retry" fields={{ minutes: <Form.Item noStyle name={at('access', 'retryMinutes')} rules={[{ required: true, type: 'integer', min: 0, max: 240, message: '0–240' }]}><InputNumber min={0} max={240} precision={0} aria-label={t('exceptions.retry')} style={{ width: 90 }} /></Form.Item> }} />
      <Sentence text="slow" fields={{ seconds: <Form.Item noStyle name={at('access', 'slowAfterSeconds')} rules={[{ required: true, type: 'integer', min: 1, max: 300, message: '1–300' }]}><InputNumber min={1} max={300} precision={0} aria-label={t('exceptions.slow')} style={{ width: 90 }} /></Form.Item> }} />
    </>
  );
}

