import { DownOutlined } from '@ant-design/icons';
import type { InputProps, InputRef } from 'antd';
import Input from 'antd/es/input/Input';
import type { ReactNode, Ref } from 'react';

const OPENS = new Set(['Enter', ' ', 'ArrowDown']);

interface FieldFaceProps extends Pick<InputProps, 'id' | 'disabled' | 'value' | 'placeholder' | 'aria-label' | 'aria-required' | 'style' | 'styles' | 'onPointerEnter' | 'onFocus'> {
  ref?: Ref<InputRef>;
  icon?: ReactNode;
  /** Somebody wants to choose. */
  onUse: () => void;
}

/** Looks like a field to choose from, whose code has not come yet. */
export function FieldFace({ icon = <DownOutlined aria-hidden />, onUse, ...input }: FieldFaceProps): ReactNode {
  return (
    <Input
      readOnly
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      suffix={<span style={{ fontSize: 12, opacity: 0.3 }}>{icon}</span>}
      onClick={onUse}
      onKeyDown={(event) => {
        if (!OPENS.has(event.key)) return;
        event.preventDefault();
        onUse();
      }}
      {...input}
    />
  );
}
