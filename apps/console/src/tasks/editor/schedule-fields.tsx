import { Button, Checkbox, ConfigProvider, DatePicker, Flex, Form, Input, InputNumber, Radio, Segmented, Select, TimePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '../queries';
import { weekdayName } from '../schedule-summary';
import { Typography } from '../../ui/typography';
import { CalendarFields } from './calendar-fields';
import { FIVE_FIELDS, type TaskForm } from './task-form';
import { TimesInput } from './times-input';
import { ZoneSelect } from './zone-select';

const KINDS: readonly Schedule['kind'][] = ['daily', 'workdays', 'weekly', 'monthly', 'quarterly', 'hourly', 'cron', 'none'];
const WITH_TIMES: readonly (Schedule['kind'] | undefined)[] = ['daily', 'workdays', 'weekly', 'monthly', 'quarterly'];
const EXAMPLES = [
  { name: 'exampleWorkdays', expression: '30 8 * * 1-5' },
  { name: 'exampleHourly', expression: '0 9-18 * * *' },
  { name: 'exampleQuarter', expression: '*/15 * * * *' },
  { name: 'exampleMonthEnd', expression: '0 17 L * *' },
] as const;
const DATE = 'YYYY-MM-DD';

/** The calendar works with dayjs, the API with YYYY-MM-DD. */
const asDate = (value: string | undefined) => ({ value: value ? dayjs(value, DATE) : null });
const asText = (date: Dayjs | null): string | undefined => date?.format(DATE);

export function ScheduleFields(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const kind = Form.useWatch(['schedule', 'kind'], form);
  const { componentDisabled } = ConfigProvider.useConfig();
  return (
    <>
      <Form.Item name={['schedule', 'kind']} label={t('schedule.kind')}>
        <Segmented disabled={componentDisabled} options={KINDS.map((value) => ({ value, label: t(`schedule.kinds.${value}`) }))} style={{ maxWidth: '100%', overflow: 'auto' }} />
      </Form.Item>
      {kind === 'none' && <Typography.Paragraph type="secondary">{t('schedule.noneHint')}</Typography.Paragraph>}
      {kind === 'weekly' && <Weekdays />}
      {kind === 'quarterly' && <MonthOfQuarter />}
      {(kind === 'monthly' || kind === 'quarterly') && <Days />}
      {kind === 'hourly' && <Hours />}
      {WITH_TIMES.includes(kind) && (
        <Form.Item name={['schedule', 'times']} label={t('schedule.times')} rules={[{ required: true, type: 'array', min: 1, message: t('schedule.timesRequired') }]}>
          <TimesInput />
        </Form.Item>
      )}
      {kind === 'cron' && <Cron />}
      <Form.Item name={['schedule', 'zone']} label={t('schedule.zone')} hidden={kind === 'none'} rules={[{ required: true, message: t('schedule.zoneRequired') }]}>
        <ZoneSelect />
      </Form.Item>
      {kind !== 'none' && (
        <>
          <Dates />
          <CalendarFields />
          <Tolerance />
        </>
      )}
    </>
  );
}

function Weekdays(): ReactNode {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const options = [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayName(value, i18n.language) }));
  const { componentDisabled } = ConfigProvider.useConfig();
  const choose = (weekdays: number[]) => () => form.setFieldValue(['schedule', 'weekdays'], weekdays);
  return (
    <Form.Item label={t('schedule.weekdays')} required>
      <Flex gap={8} align="center" wrap>
        <Form.Item name={['schedule', 'weekdays']} noStyle rules={[{ type: 'array', min: 1, message: t('schedule.weekdaysRequired') }]}>
          <Checkbox.Group options={options} />
        </Form.Item>
        {!componentDisabled && (
          <>
            <Button type="link" size="small" onClick={choose([1, 2, 3, 4, 5])}>{t('schedule.workdays')}</Button>
            <Button type="link" size="small" onClick={choose([1, 2, 3, 4, 5, 6, 7])}>{t('schedule.everyDay')}</Button>
          </>
        )}
      </Flex>
    </Form.Item>
  );
}

function Days(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const days = Form.useWatch(['schedule', 'days'], form);
  const numbers = Array.from({ length: 31 }, (_, index) => ({ value: index + 1, label: t('schedule.day', { day: index + 1 }) }));
  const options = [...numbers, { value: 'last', label: t('schedule.lastDay') }];
  const maySkip = days?.some((day) => typeof day === 'number' && day > 28);
  return (
    <Form.Item
      name={['schedule', 'days']}
      label={t('schedule.days')}
      extra={maySkip && t('schedule.missingDayHint')}
      rules={[{ required: true, type: 'array', min: 1, message: t('schedule.daysRequired') }]}
    >
      <Select mode="multiple" options={options} placeholder={t('schedule.daysPlaceholder')} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  );
}

function Cron(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const { componentDisabled } = ConfigProvider.useConfig();
  return (
    <Form.Item label={t('schedule.expression')} required>
      <Form.Item name={['schedule', 'expression']} noStyle rules={[{ required: true, pattern: FIVE_FIELDS, message: t('schedule.expressionRequired') }]}>
        <Input spellCheck={false} autoComplete="off" maxLength={200} aria-label={t('schedule.expression')} style={{ fontFamily: 'monospace', maxWidth: 360 }} />
      </Form.Item>
      <Flex gap={4} wrap align="center">
        <Typography.Text type="secondary">{t('schedule.expressionHint')}</Typography.Text>
        {!componentDisabled && EXAMPLES.map(({ name, expression }) => (
          <Button key={name} type="link" size="small" onClick={() => form.setFieldValue(['schedule', 'expression'], expression)}>{t(`schedule.${name}`)}</Button>
        ))}
      </Flex>
    </Form.Item>
  );
}

function Dates(): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={16} wrap>
      <Form.Item name={['schedule', 'firstDate']} label={t('schedule.firstDate')} getValueProps={asDate} normalize={asText}>
        <DatePicker placeholder={t('schedule.unlimited')} />
      </Form.Item>
      <Form.Item
        name={['schedule', 'lastDate']}
        label={t('schedule.lastDate')}
        dependencies={[['schedule', 'firstDate']]}
        getValueProps={asDate}
        normalize={asText}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, last: string | undefined) => {
              const first: unknown = getFieldValue(['schedule', 'firstDate']);
              return last && typeof first === 'string' && last < first ? Promise.reject(new Error(t('schedule.lastBeforeFirst'))) : Promise.resolve();
            },
          }),
        ]}
      >
        <DatePicker placeholder={t('schedule.unlimited')} />
      </Form.Item>
    </Flex>
  );
}

function MonthOfQuarter(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item name={['schedule', 'month']} label={t('schedule.month')}>
      <Radio.Group options={(['first', 'second', 'third'] as const).map((name, index) => ({ value: index + 1, label: t(`schedule.months.${name}`) }))} />
    </Form.Item>
  );
}

const TIME = 'HH:mm';
const asTime = (value: string | undefined) => ({ value: value ? dayjs(value, TIME) : null });
const asTimeText = (time: Dayjs | null): string | undefined => time?.format(TIME);

function Hours(): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={16} wrap>
      <Form.Item name={['schedule', 'everyHours']} label={t('schedule.everyHours')} rules={[{ required: true, type: 'integer', min: 1, max: 23, message: t('schedule.everyHoursRange') }]}>
        <InputNumber min={1} max={23} precision={0} suffix={t('schedule.hours')} style={{ width: 130 }} />
      </Form.Item>
      {(['from', 'to'] as const).map((name) => (
        <Form.Item key={name} name={['schedule', name]} label={t(`schedule.${name}`)} getValueProps={asTime} normalize={asTimeText}>
          <TimePicker format={TIME} minuteStep={5} needConfirm={false} />
        </Form.Item>
      ))}
    </Flex>
  );
}

/** Starts are spread over some minutes, so that not everything begins at once; 0 is exactly at. */
function Tolerance(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const exact = Form.useWatch('toleranceMinutes', form) === 0;
  return (
    <Form.Item name="toleranceMinutes" label={t('schedule.tolerance')} extra={t(exact ? 'schedule.exactHint' : 'schedule.toleranceHint')} rules={[{ required: true, type: 'integer', min: 0, max: 60, message: t('schedule.toleranceRange') }]}>
      <Select options={[...new Set([0, 1, 2, 5, 10, 15, 30, 60, form.getFieldValue('toleranceMinutes') as number])].toSorted((a, b) => a - b).map((value) => ({ value, label: value === 0 ? t('schedule.exactly') : t('schedule.within', { count: value }) }))} style={{ maxWidth: 260 }} />
    </Form.Item>
  );
}
