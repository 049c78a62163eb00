import { Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { later } from '../../ui/later';
import type { LinkPanelProps } from './link-panel';

/** Draws QR codes, so it is loaded when a link is first shown. */
const LinkPanel = later(async () => (await import('./link-panel')).LinkPanel);

export function LazyLinkPanel(props: LinkPanelProps): ReactNode {
  return <Suspense fallback={<Skeleton active />}><LinkPanel {...props} /></Suspense>;
}
