import { CalendarOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from './later';
import { LaterField } from './later-field';

const Picker = later(async () => (await import('./day-range-picker')).DayRangePicker);

export interface DayRangeProps {
  label: string;
  /** `YYYY-MM-DD`, or empty. */
  from: string;
  to: string;
  onChange: (days: { from: string; to: string }) => void;
}

/** From one day to another as a filter of a list; either may be left open. */
export function DayRange(props: DayRangeProps): ReactNode {
  const { t } = useTranslation();
  return (
    <LaterField label={props.label} placeholder={t('common.fromTo')} style={{ width: 240 }} icon={<CalendarOutlined aria-hidden />} empty={!props.from && !props.to} load={Picker.load}>
      {(used) => <Picker {...props} used={used} />}
    </LaterField>
  );
}
