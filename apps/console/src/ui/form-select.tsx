import { DownOutlined } from '@ant-design/icons';
import type { InputRef, SelectProps } from 'antd';
import Input from 'antd/es/input/Input';
import { Suspense, useEffect, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { later } from './later';

const Select = later(async () => (await import('antd/es/select')).default as ComponentType<SelectProps>);

const OPENS = new Set(['Enter', ' ', 'ArrowDown']);

/** antd's Select for forms of many fields, which are drawn before its 22 kB are there: until then a plain field shows what is chosen. */
export function FormSelect<V extends string, Option extends { value: V; label: ReactNode }>(props: SelectProps<V, Option>): ReactNode {
  const [state, setState] = useState<'face' | 'field' | 'focused' | 'opened'>(Select.part() ? 'field' : 'face');
  const input = useRef<InputRef>(null);
  useEffect(() => {
    const take = (): void => setState((now) => (now === 'face' ? (input.current?.input === document.activeElement ? 'focused' : 'field') : now));
    // Where it cannot be loaded, whoever uses the field is told.
    Select.load().then(take, () => undefined);
  }, []);
  const { id, value, options, placeholder, disabled } = props;
  const text = options?.find((option) => option.value === value)?.label;
  const face = (
    <Input
      ref={input}
      id={id}
      readOnly
      disabled={disabled}
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      aria-label={props['aria-label']}
      aria-required={props['aria-required']}
      value={typeof text === 'string' ? text : options && (value ?? undefined)}
      placeholder={typeof placeholder === 'string' ? placeholder : undefined}
      suffix={<span style={{ fontSize: 12, opacity: 0.3 }}><DownOutlined aria-hidden /></span>}
      onClick={() => setState('opened')}
      onKeyDown={(event) => {
        if (!OPENS.has(event.key)) return;
        event.preventDefault();
        setState('opened');
      }}
    />
  );
  if (state === 'face') return face;
  return <Suspense fallback={face}><Select {...(props as unknown as SelectProps)} autoFocus={state !== 'field'} defaultOpen={state === 'opened'} /></Suspense>;
}
