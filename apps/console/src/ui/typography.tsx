import useStyle from 'antd/es/typography/style';
import type { HTMLAttributes, ReactNode } from 'react';

const CLASS = 'ant-typography';

interface TextProps extends HTMLAttributes<HTMLElement> {
  type?: 'secondary' | 'success' | 'warning' | 'danger';
  strong?: boolean;
  code?: boolean;
  delete?: boolean;
}

function useText({ children, type, strong, code, delete: deleted, ...rest }: TextProps): HTMLAttributes<HTMLElement> {
  const [, variables] = useStyle(CLASS);
  let text = children;
  if (strong) text = <strong>{text}</strong>;
  if (deleted) text = <del>{text}</del>;
  if (code) text = <code>{text}</code>;
  return { ...rest, className: `${CLASS} ${type ? `${CLASS}-${type}` : ''} ${variables ?? ''} ${rest.className ?? ''}`, children: text };
}

const Text = (props: TextProps): ReactNode => <span {...useText(props)} />;
const Paragraph = (props: TextProps): ReactNode => <div {...useText(props)} />;

function Title({ level, ...props }: TextProps & { level: 2 | 3 | 4 | 5 }): ReactNode {
  const Heading = `h${level}` as const;
  return <Heading {...useText(props)} />;
}

/** antd's, without what copies, shortens and edits: that makes 15 kB of each page, and is imported from antd where it is used. */
export const Typography = { Text, Title, Paragraph };
