import MarkdownToJsx from 'markdown-to-jsx/react';
import type { ReactNode } from 'react';
import { PhoneLink } from './rich-text';
import styles from './phone-screen.module.css';

function Link({ href = '', children }: { href?: string; children?: ReactNode }): ReactNode {
  return <PhoneLink to={href}>{children}</PhoneLink>;
}

/** Wide tables scroll, by the keyboard too. */
function Table({ children }: { children?: ReactNode }): ReactNode {
  return <div className={styles['table']} tabIndex={0} role="group"><table>{children}</table></div>;
}

const OPTIONS = { disableParsingRawHTML: true, overrides: { a: Link, table: Table, img: { component: () => null } } };

/** The wider markdown that robots post: tables, lists and rules too. A chunk of its own: most messages need it not. */
export function MarkdownV2({ content }: { content: string }): ReactNode {
  return <MarkdownToJsx options={OPTIONS}>{content}</MarkdownToJsx>;
}
