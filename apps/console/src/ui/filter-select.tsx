import type { SelectProps } from 'antd';
import type { CSSProperties, ReactNode } from 'react';
import { LaterField } from './later-field';
import { LaterSelect } from './select';

interface FilterSelectProps<T> {
  'aria-label': string;
  placeholder: string;
  value: T | undefined;
  options: { value: string; label: ReactNode }[] | undefined;
  onChange: (value: T | undefined) => void;
  style: CSSProperties;
  mode?: 'multiple';
  loading?: boolean;
  showSearch?: SelectProps['showSearch'];
}

/** antd's Select as a filter of a list: it can be cleared, and is loaded when it is used. */
export function FilterSelect<T extends string | string[]>({ value, onChange, ...select }: FilterSelectProps<T>): ReactNode {
  return (
    <LaterField label={select['aria-label']} placeholder={select.placeholder} style={select.style} empty={value === undefined || value.length === 0} load={LaterSelect.load}>
      {(used) => <LaterSelect allowClear maxTagCount="responsive" autoFocus={used} defaultOpen={used} value={value} onChange={(chosen: unknown) => onChange(chosen as T | undefined)} {...select} />}
    </LaterField>
  );
}
