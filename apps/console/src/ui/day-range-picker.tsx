import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import type { DayRangeProps } from './day-range';

const DAY = 'YYYY-MM-DD';

function dayOf(text: string): Dayjs | null {
  const day = dayjs(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && day.isValid() ? day : null;
}

export function DayRangePicker({ label, from, to, onChange, used }: DayRangeProps & { used: boolean }): ReactNode {
  return (
    <DatePicker.RangePicker
      allowEmpty
      aria-label={label}
      autoFocus={used}
      defaultOpen={used}
      value={[dayOf(from), dayOf(to)]}
      onChange={(days) => onChange({ from: days?.[0]?.format(DAY) ?? '', to: days?.[1]?.format(DAY) ?? '' })}
      style={{ width: 240 }}
    />
  );
}
