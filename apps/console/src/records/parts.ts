import { later } from '../ui/later';
import { onceOpen } from '../ui/once-open';

export const RecordList = later(async () => (await import('./record-list')).RecordList);
export const RecordDrawer = onceOpen(async () => (await import('./record-drawer')).RecordDrawer, ({ recordId }) => recordId !== undefined);
