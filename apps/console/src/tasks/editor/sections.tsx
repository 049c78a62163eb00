import { Flex, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../ui/later';
import { ContentFields } from './content-fields';
import type { LaterSectionsProps } from './later-sections';
import { Section } from './section';

// What one sees first is loaded and drawn first. The form holds the values of all fields from the beginning.
const LaterSections = later(async () => (await import('./later-sections')).LaterSections, 'exceptions', 'reasons', 'recipients', 'schedule', 'taskEditor', 'tasks', 'users');

/** Sections that are closed until somebody needs them. */
export const CLOSED = ['exceptions', 'advanced'] as const;
export type ClosedSection = (typeof CLOSED)[number];

/** In which of them a field stands. */
export const sectionOf = (field: string): ClosedSection | undefined => (field.startsWith('exceptions') ? 'exceptions' : field === 'graceMinutes' ? 'advanced' : undefined);

export function Sections({ isNew, ...later }: LaterSectionsProps & { isNew: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={20}>
      <Section title={t('taskEditor.contentSection')}><ContentFields isNew={isNew} /></Section>
      <Suspense fallback={<Section title={t('taskEditor.channelSection')}><Skeleton active paragraph={{ rows: 8 }} /></Section>}><LaterSections {...later} /></Suspense>
    </Flex>
  );
}
