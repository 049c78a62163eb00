import { lazy, useState, type ComponentType, type ReactNode } from 'react';
import { loadTexts } from '../i18n/i18n';
import type { Subject } from '../i18n/zh-CN';

export interface Later<P extends object> {
  (props: P): ReactNode;
  /** Does nothing when it is there. What fails here fails again where it is drawn, and is told there. */
  load: () => Promise<void>;
  /** When it is there. */
  part: () => ComponentType<P> | undefined;
}

/**
 * A part whose code is loaded when it is first drawn; stands in a `Suspense`.
 * @param texts subjects of texts that it and what it opens use; none: those of what it is drawn in
 */
export function later<P extends object>(read: () => Promise<ComponentType<P>>, ...texts: readonly Subject[]): Later<P> {
  let loaded: ComponentType<P> | undefined;
  const load = async (): Promise<void> => {
    if (!loaded) [loaded] = await Promise.all([read(), loadTexts(...texts)]);
  };
  const Lazy = lazy(async () => {
    await load();
    return { default: loaded! };
  }) as unknown as ComponentType<P>;
  const Part = (props: P): ReactNode => {
    // What is there is drawn at once. React draws what is lazy in two steps even then, and leaves 300 ms between them.
    const [Component] = useState(() => loaded ?? Lazy);
    return <Component {...props} />;
  };
  return Object.assign(Part, { load, part: () => loaded });
}
