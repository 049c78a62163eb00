import { later } from '../../ui/later';
import { onceOpen } from '../../ui/once-open';

export const BatchList = later(async () => (await import('./batch-list')).BatchList);
export const BatchDrawer = onceOpen(async () => (await import('./batch-drawer')).BatchDrawer, ({ batchId }) => batchId !== undefined);
