import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, ConfigProvider, Flex, Space, TimePicker } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const MOST = 24;
const FORMAT = 'HH:mm';

interface TimesInputProps {
  id?: string;
  /** Each HH:mm. */
  value?: string[];
  onChange?: (times: string[]) => void;
}

/** Times of one day, in the order in which they were set: the API sorts them. */
export function TimesInput({ id, value = [], onChange }: TimesInputProps): ReactNode {
  const { t } = useTranslation();
  // As the form is.
  const { componentDisabled: disabled } = ConfigProvider.useConfig();
  const replace = (index: number, time: string): void => onChange?.(value.map((before, i) => (i === index ? time : before)));
  const remove = (index: number): void => onChange?.(value.filter((_, i) => i !== index));
  /** An hour after the last. */
  const add = (): void => onChange?.([...value, dayjs(value.at(-1) ?? '08:00', FORMAT).add(1, 'hour').format(FORMAT)]);
  return (
    <Flex id={id} gap={8} wrap align="center">
      {value.map((time, index) => (
        // Times have no identity of their own.
        <Space.Compact key={index}>
          <TimePicker
            aria-label={`${t('schedule.times')} ${index + 1}`}
            format={FORMAT}
            minuteStep={5}
            allowClear={false}
            needConfirm={false}
            value={dayjs(time, FORMAT)}
            onChange={(picked) => picked && replace(index, picked.format(FORMAT))}
            style={{ width: 100 }}
          />
          {value.length > 1 && !disabled && <Button icon={<DeleteOutlined aria-hidden />} aria-label={`${t('schedule.removeTime')} ${time}`} onClick={() => remove(index)} />}
        </Space.Compact>
      ))}
      {!disabled && value.length < MOST && <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={add}>{t('schedule.addTime')}</Button>}
    </Flex>
  );
}
