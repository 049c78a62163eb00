import { later } from '../ui/later';
import { onceOpen } from '../ui/once-open';

export const RobotList = later(async () => (await import('./robot-list')).RobotList);
export const RobotDrawer = onceOpen(async () => (await import('./robot-drawer')).RobotDrawer, ({ robotId }) => robotId !== undefined);
