import { DownOutlined } from '@ant-design/icons';
import Input from 'antd/es/input/Input';
import { Suspense, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';

interface LaterFieldProps {
  label: string;
  placeholder: string;
  style: CSSProperties;
  icon?: ReactNode;
  /** Nothing is chosen: what is chosen is shown by the field itself. */
  empty: boolean;
  /** Loads the field. */
  load: () => Promise<unknown>;
  /** @param used it takes the place of what was clicked on, and opens */
  children: (used: boolean) => ReactNode;
}

const OPENS = new Set(['Enter', ' ', 'ArrowDown']);

/** A field to choose from, for filters of lists: antd's weigh 25 kB and more, and most people read a list without filtering it. */
export function LaterField({ label, placeholder, style, icon = <DownOutlined aria-hidden />, empty, load, children }: LaterFieldProps): ReactNode {
  const [state, setState] = useState<'face' | 'field' | 'used'>('face');
  if (state === 'face' && !empty) setState('field');
  const use = (): void => setState('used');
  const soon = (): void => void load().catch(() => undefined);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!OPENS.has(event.key)) return;
    event.preventDefault();
    use();
  };
  const face = (
    <Input readOnly role="combobox" aria-haspopup="listbox" aria-expanded={false} aria-label={label} placeholder={placeholder} suffix={<span style={{ fontSize: 12, opacity: 0.3 }}>{icon}</span>} style={{ cursor: 'pointer', ...style }} styles={{ input: { cursor: 'pointer' } }} onClick={use} onKeyDown={onKeyDown} onPointerEnter={soon} onFocus={soon} />
  );
  return state === 'face' ? face : <Suspense fallback={face}>{children(state === 'used')}</Suspense>;
}
