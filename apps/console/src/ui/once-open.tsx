import { Suspense, useState, type ComponentType, type ReactNode } from 'react';
import type { Subject } from '../i18n/zh-CN';
import { later, type Later } from './later';

interface OnceOpen<P extends object> extends Pick<Later<P>, 'load'> {
  (props: P): ReactNode;
}

/**
 * A dialog or drawer whose code is loaded when it is first opened. From then on it stays, so that it can be seen to close.
 * @param isOpen reads it off the properties
 * @param texts as for {@link later}
 */
export function onceOpen<P extends object>(read: () => Promise<ComponentType<P>>, isOpen: (props: P) => boolean, ...texts: readonly Subject[]): OnceOpen<P> {
  const Part = later(read, ...texts);
  const Opened = (props: P): ReactNode => {
    const [used, setUsed] = useState(false);
    if (isOpen(props) && !used) setUsed(true);
    return used && <Suspense><Part {...props} /></Suspense>;
  };
  return Object.assign(Opened, { load: Part.load });
}
