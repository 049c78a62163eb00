import { later } from '../../ui/later';
import { onceOpen } from '../../ui/once-open';

export const ErasureList = later(async () => (await import('./erasure-list')).ErasureList);
export const ErasureDrawer = onceOpen(async () => (await import('./erasure-drawer')).ErasureDrawer, ({ erasureId }) => erasureId !== undefined);
