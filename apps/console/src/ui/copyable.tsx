import { Suspense, type ReactNode } from 'react';
import { later } from './later';
import { Typography } from './typography';

const AntdText = later(async () => (await import('antd/es/typography/Text')).default);

interface CopyableProps {
  children: string;
  type?: 'secondary';
  code?: boolean;
}

/** A text that one can copy: to be read at once, with a button to copy it when antd's is there, which weighs 15 kB. */
export const Copyable = (props: CopyableProps): ReactNode => <Suspense fallback={<Typography.Text {...props} />}><AntdText {...props} copyable /></Suspense>;
