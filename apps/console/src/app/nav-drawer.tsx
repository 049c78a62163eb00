import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { Brand } from './brand';
import { NavMenu } from './nav-menu';

/** The menu of narrow screens. */
export function NavDrawer({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  return (
    <Drawer open={open} placement="left" size={260} closable={false} title={null} styles={{ body: { padding: 0 } }} onClose={onClose}>
      <Brand />
      <NavMenu onGo={onClose} />
    </Drawer>
  );
}
