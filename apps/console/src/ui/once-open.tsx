import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';

/**
 * A dialog or drawer whose code is loaded when it is first opened. From then on it stays, so that it can be seen to close.
 * @param isOpen reads it off the properties
 */
export function onceOpen<P extends object>(load: () => Promise<ComponentType<P>>, isOpen: (props: P) => boolean): (props: P) => ReactNode {
  const Part = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>;
  return function OnceOpen(props) {
    const [used, setUsed] = useState(false);
    if (isOpen(props) && !used) setUsed(true);
    return used && <Suspense><Part {...props} /></Suspense>;
  };
}
