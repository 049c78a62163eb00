import type { TableProps } from 'antd';
import { Children, startTransition, useLayoutEffect, useRef, useState, type HTMLAttributes, type ReactNode } from 'react';

/** How far out of sight a row is drawn already, in pixels: further than a turn of the wheel goes. */
const AHEAD_PX = 400;
/** Of a row that was never drawn. */
const USUAL_HEIGHT_PX = 72;

const told = new WeakMap<Element, (near: boolean) => void>();
let watching: IntersectionObserver | undefined;

/** One observer for all rows: it is told of many at once. */
function watch(row: Element, tell: (near: boolean) => void): () => void {
  // `scrollMargin` is for lists that scroll within a drawer; a browser that does not know it draws rows there when they come into sight.
  const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: `${AHEAD_PX}px 0px`, scrollMargin: `${AHEAD_PX}px 0px` };
  watching ??= new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) told.get(target)?.(isIntersecting);
  }, options);
  told.set(row, tell);
  watching.observe(row);
  return () => watching?.unobserve(row);
}

function isInSight(row: Element): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

interface RowProps extends HTMLAttributes<HTMLTableRowElement> {
  /** Of a row with data; a row that says that there are none has no key. */
  'data-row-key'?: unknown;
}

function Row({ children, ...row }: RowProps): ReactNode {
  const place = useRef<HTMLTableRowElement>(null);
  const [height, setHeight] = useState<number | undefined>(USUAL_HEIGHT_PX);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return undefined;
    if (isInSight(current)) setHeight(undefined); // before the browser draws it for the first time
    return watch(current, (near) => {
      // Whoever is at work in a row goes on in it when it comes back.
      if (!near && current.contains(document.activeElement)) return;
      const { offsetHeight } = current;
      // In pieces, between which the browser goes on scrolling.
      startTransition(() => setHeight((before) => (near ? undefined : (before ?? offsetHeight))));
    });
  }, []);
  if (row['data-row-key'] === undefined) return <tr {...row}>{children}</tr>;
  return <tr {...row} ref={place}>{height === undefined ? children : <td colSpan={Children.count(children)} style={{ height, padding: 0 }} />}</tr>;
}

/**
 * For a table that grows by pages: what stands in a row is drawn while it is in sight, or nearly; the others keep their height only. A row of the list of records takes
 * 8 ms to draw on a processor of a quarter of ours: 1000 of them, each time when something changed, took 8 s. Widths must not depend on what is drawn, and the
 * row under the mouse is told by the style sheet (global.css): antd asks all rows at each turn of the wheel.
 */
export const ROWS_IN_SIGHT = { components: { body: { row: Row } }, tableLayout: 'fixed', rowHoverable: false, rowClassName: 'row-in-sight' } as const satisfies TableProps;
