import type { ReactNode } from 'react';
import { PhonePreview } from './preview/phone-preview';
import { SchedulePreview } from './schedule-preview';

/** What the form comes to, beside it. @property message who only reads a task sees no message of it */
export function Previews({ message }: { message: boolean }): ReactNode {
  return <>{message && <PhonePreview />}<SchedulePreview /></>;
}
