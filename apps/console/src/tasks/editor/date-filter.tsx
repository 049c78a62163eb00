import { DatePicker, type DatePickerProps } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';

interface DateFilterProps extends Pick<DatePickerProps, 'aria-label' | 'style'> {
  placeholder: string;
  /** YYYY-MM-DD. */
  value: string | undefined;
  onChange: (date: string | undefined) => void;
}

export function DateFilter({ value, onChange, ...shown }: DateFilterProps): ReactNode {
  return <DatePicker {...shown} value={value ? dayjs(value) : null} onChange={(date) => onChange(date?.format('YYYY-MM-DD'))} />;
}
