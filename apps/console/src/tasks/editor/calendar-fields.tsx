import { useQuery } from '@tanstack/react-query';
import { Flex, Form, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { STATUTORY } from '../../settings/calendars/queries';
import { calendarsQuery } from '../queries';
import type { TaskForm } from './task-form';

/** Which calendar the task keeps to, and what becomes of its times on days off. */
export function CalendarFields(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const calendarId = Form.useWatch(['calendar', 'calendarId'], { form, preserve: true });
  const { data } = useQuery(calendarsQuery);
  const options = [{ value: STATUTORY, label: t('schedule.statutory', { year: data?.statutoryKnownUntil ?? '' }) }, ...(data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [])];
  return (
    <Flex gap={16} wrap>
      <Form.Item name={['calendar', 'calendarId']} label={t('schedule.calendar')} style={{ minWidth: 260 }}>
        <Select
          allowClear
          placeholder={t('schedule.noCalendar')}
          options={options}
          onChange={(chosen: string | undefined) => form.setFieldValue('calendar', chosen ? { onDayOff: 'skip', ...(form.getFieldValue('calendar') as object | null), calendarId: chosen } : null)}
        />
      </Form.Item>
      {calendarId && (
        <Form.Item name={['calendar', 'onDayOff']} label={t('schedule.onDayOff')}>
          <Radio.Group options={(['skip', 'move', 'run'] as const).map((value) => ({ value, label: t(`schedule.onDayOffs.${value}`) }))} />
        </Form.Item>
      )}
    </Flex>
  );
}
