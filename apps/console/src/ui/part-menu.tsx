import type { CSSProperties, ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useSelectedColor } from '../app/appearance';
import styles from './part-menu.module.css';

interface PartMenuProps<K extends string> {
  /** Names the menu for people who hear it. */
  label: string;
  active: K | undefined;
  parts: readonly { key: K; to: string; label: string }[];
}

/** Links to the pages of one subject, below its title; they scroll sideways where there is no room for all. */
export function PartMenu<K extends string>({ label, active, parts }: PartMenuProps<K>): ReactNode {
  return (
    <nav aria-label={label} style={{ '--selected': useSelectedColor() } as CSSProperties}>
      <ul className={styles['parts']}>
        {parts.map(({ key, to, label: text }) => <li key={key}><Link to={to} className={styles['part']} aria-current={key === active ? 'page' : undefined}>{text}</Link></li>)}
      </ul>
    </nav>
  );
}
