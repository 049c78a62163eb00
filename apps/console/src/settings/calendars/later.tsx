import { Skeleton } from 'antd';
import { Suspense, type ComponentProps, type ReactNode } from 'react';
import { later } from '../../ui/later';
import { onceOpen } from '../../ui/once-open';

// A year of antd's calendars and fields for dates are loaded and drawn after the words around them.
const LaterYear = later(async () => (await import('./year-view')).YearView);
const LaterList = later(async () => (await import('./day-list')).DayList);
const LaterFields = later(async () => (await import('./add-days')).AddDays);

export const YearView = (props: ComponentProps<typeof LaterYear>): ReactNode => <Suspense fallback={<Skeleton active paragraph={{ rows: 20 }} />}><LaterYear {...props} /></Suspense>;
export const DayList = (props: ComponentProps<typeof LaterList>): ReactNode => <Suspense fallback={<Skeleton active />}><LaterList {...props} /></Suspense>;
export const AddDays = (props: ComponentProps<typeof LaterFields>): ReactNode => <Suspense fallback={<Skeleton active paragraph={{ rows: 5 }} />}><LaterFields {...props} /></Suspense>;

export const ImportDaysDrawer = onceOpen(async () => (await import('./import-days-drawer')).ImportDaysDrawer, ({ open }) => open);
export const DeleteCalendarModal = onceOpen(async () => (await import('./delete-calendar-modal')).DeleteCalendarModal, ({ open }) => open, 'calendars', 'errors');
