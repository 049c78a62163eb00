import { InputNumber, Select, Space } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const MINUTES = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof MINUTES;

const unitOf = (minutes: number): Unit => (minutes % MINUTES.days === 0 ? 'days' : minutes % MINUTES.hours === 0 ? 'hours' : 'minutes');

interface DurationInputProps {
  id?: string;
  label: string;
  /** In minutes; null: not watched. */
  value?: number | null;
  onChange?: (minutes: number | null) => void;
}

export function DurationInput({ id, label, value = null, onChange }: DurationInputProps): ReactNode {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>(value === null ? 'hours' : unitOf(value));
  const amount = value === null ? null : value / MINUTES[unit];
  return (
    <Space.Compact>
      <InputNumber id={id} aria-label={label} min={1} precision={0} value={amount} placeholder={t('exceptions.never')} onChange={(given) => onChange?.(given === null ? null : given * MINUTES[unit])} style={{ width: 110 }} />
      <Select<Unit>
        aria-label={t('exceptions.unit')}
        value={unit}
        options={(['minutes', 'hours', 'days'] as const).map((one) => ({ value: one, label: t(`exceptions.units.${one}`) }))}
        onChange={(chosen) => {
          setUnit(chosen);
          if (amount !== null) onChange?.(Math.round(amount) * MINUTES[chosen]);
        }}
        style={{ width: 90 }}
      />
    </Space.Compact>
  );
}
