import type { DropdownProps, MenuProps } from 'antd';
import { cloneElement, Suspense, useEffect, useRef, useState, type ReactElement, type ReactNode, type Ref } from 'react';
import { later } from './later';

const Dropdown = later(async () => (await import('antd/es/dropdown')).default);

interface TriggerProps {
  ref?: Ref<HTMLElement>;
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  'aria-haspopup'?: 'menu';
}

interface MenuButtonProps {
  menu: MenuProps;
  placement?: DropdownProps['placement'];
  /** The button. */
  children: ReactElement<TriggerProps>;
}

/** A button with a menu of commands. antd's menus weigh 20 kB and are loaded when one is about to be opened. */
export function MenuButton({ menu, placement, children }: MenuButtonProps): ReactNode {
  const [used, setUsed] = useState(false);
  if (!used) {
    const soon = (): void => void Dropdown.load().catch(() => undefined);
    return cloneElement(children, { 'aria-haspopup': 'menu', onPointerEnter: soon, onFocus: soon, onClick: () => setUsed(true) });
  }
  return <Suspense fallback={children}><Opened menu={menu} placement={placement}>{children}</Opened></Suspense>;
}

/** Takes the place of the button that was used first, and its focus. */
function Opened({ menu, placement, children }: MenuButtonProps): ReactNode {
  const button = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    button.current?.focus();
    setOpen(true);
  }, []);
  return (
    <Dropdown menu={menu} placement={placement} trigger={['click']} open={open} onOpenChange={setOpen}>
      {cloneElement(children, { ref: button })}
    </Dropdown>
  );
}
