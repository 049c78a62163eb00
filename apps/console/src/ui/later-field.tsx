import { Suspense, useState, type CSSProperties, type ReactNode } from 'react';
import { FieldFace } from './field-face';

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

/** A field to choose from, for filters of lists: antd's weigh 25 kB and more, and most people read a list without filtering it. */
export function LaterField({ label, placeholder, style, icon, empty, load, children }: LaterFieldProps): ReactNode {
  const [state, setState] = useState<'face' | 'field' | 'used'>('face');
  if (state === 'face' && !empty) setState('field');
  const use = (): void => setState('used');
  const soon = (): void => void load().catch(() => undefined);
  const face = <FieldFace aria-label={label} placeholder={placeholder} icon={icon} style={{ cursor: 'pointer', ...style }} styles={{ input: { cursor: 'pointer' } }} onUse={use} onPointerEnter={soon} onFocus={soon} />;
  return state === 'face' ? face : <Suspense fallback={face}>{children(state === 'used')}</Suspense>;
}
