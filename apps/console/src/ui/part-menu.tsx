import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

interface PartMenuProps<K extends string> {
  /** Names the menu for people who hear it. */
  label: string;
  active: K | undefined;
  parts: readonly { key: K; to: string; label: string }[];
}

/** Links to the pages of one subject, below its title; they scroll sideways where there is no room for all. */
export function PartMenu<K extends string>({ label, active, parts }: PartMenuProps<K>): ReactNode {
  return (
    <nav aria-label={label} style={{ marginTop: -8, overflowX: 'auto' }}>
      <Menu mode="horizontal" disabledOverflow selectedKeys={active ? [active] : []} items={parts.map(({ key, to, label: text }) => ({ key, label: <Link to={to}>{text}</Link> }))} style={{ minWidth: 'max-content', background: 'transparent' }} />
    </nav>
  );
}
