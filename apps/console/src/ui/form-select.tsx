import type { InputRef, SelectProps } from 'antd';
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { FieldFace } from './field-face';
import { LaterSelect } from './select';

/** antd's Select for forms of many fields, which are drawn before its 22 kB are there: until then a plain field shows what is chosen. */
export function FormSelect<V extends string, Option extends { value: V; label: ReactNode }>(props: SelectProps<V, Option>): ReactNode {
  const [state, setState] = useState<'face' | 'field' | 'focused' | 'opened'>(LaterSelect.part() ? 'field' : 'face');
  const input = useRef<InputRef>(null);
  useEffect(() => {
    const take = (): void => setState((now) => (now === 'face' ? (input.current?.input === document.activeElement ? 'focused' : 'field') : now));
    // Where it cannot be loaded, whoever uses the field is told.
    LaterSelect.load().then(take, () => undefined);
  }, []);
  const { id, value, options, placeholder, disabled } = props;
  const text = options?.find((option) => option.value === value)?.label;
  const face = (
    <FieldFace
      ref={input}
      id={id}
      disabled={disabled}
      aria-label={props['aria-label']}
      aria-required={props['aria-required']}
      value={typeof text === 'string' ? text : options && (value ?? undefined)}
      placeholder={typeof placeholder === 'string' ? placeholder : undefined}
      onUse={() => setState('opened')}
    />
  );
  if (state === 'face') return face;
  return <Suspense fallback={face}><LaterSelect {...(props as unknown as SelectProps)} autoFocus={state !== 'field'} defaultOpen={state === 'opened'} /></Suspense>;
}
