import { Skeleton } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';

interface BehindOneProps {
  /** The address names one of the list, which is drawn over it. */
  named: boolean;
  /** What stands around the list. */
  frame: (content: ReactNode) => ReactNode;
  children: ReactNode;
}

const BLANK = <div style={{ height: 320 }} />;

/** The list behind one of its items. Who comes for the one sees that at once: the list is loaded, asked for and drawn when the one is closed, and stays from then on. */
export function BehindOne({ named, frame, children }: BehindOneProps): ReactNode {
  const [listed, setListed] = useState(!named);
  if (!named && !listed) setListed(true);
  return listed ? <Suspense fallback={frame(<Skeleton active />)}>{children}</Suspense> : frame(BLANK);
}
