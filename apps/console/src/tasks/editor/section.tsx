import { Card } from 'antd';
import type { ReactNode } from 'react';

/** A part of the editor, under its title. */
export function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return <Card variant="borderless" title={title} styles={{ body: { paddingBottom: 4 } }}>{children}</Card>;
}
