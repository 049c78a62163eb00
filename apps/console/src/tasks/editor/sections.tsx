import { Card, Collapse, Flex, Skeleton } from 'antd';
import { lazy, Suspense, useDeferredValue, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AdvancedFields } from './advanced-fields';
import { ContentFields } from './content-fields';
import { RecipientFields } from './recipient-fields';
import { ScheduleFields } from './schedule-fields';
import { WordsFields } from './words-fields';

const ExceptionFields = lazy(async () => ({ default: (await import('./exceptions/exception-fields')).ExceptionFields }));

/** Sections that are closed until somebody needs them. */
export const CLOSED = ['exceptions', 'advanced'] as const;
export type ClosedSection = (typeof CLOSED)[number];

/** In which of them a field stands. */
export const sectionOf = (field: string): ClosedSection | undefined => (field.startsWith('exceptions') ? 'exceptions' : field === 'graceMinutes' ? 'advanced' : undefined);

interface SectionsProps {
  isNew: boolean;
  open: readonly string[];
  onOpen: (sections: string[]) => void;
}

export function Sections({ isNew, open, onOpen }: SectionsProps): ReactNode {
  const { t } = useTranslation();
  // What one sees first is drawn first. The form holds the values of all fields from the beginning.
  const all = useDeferredValue(true, false);
  const label = (title: string, hint: string): ReactNode => <Flex vertical><strong style={{ fontSize: 16 }}>{title}</strong><span style={{ opacity: 0.7 }}>{hint}</span></Flex>;
  return (
    <Flex vertical gap={20}>
      <Section title={t('taskEditor.contentSection')}><ContentFields isNew={isNew} /></Section>
      <Section title={t('taskEditor.channelSection')}><RecipientFields /></Section>
      {all && (
        <>
          <Section title={t('taskEditor.scheduleSection')}><ScheduleFields /></Section>
          <Section title={t('taskEditor.wordsSection')}><WordsFields /></Section>
          <Card variant="borderless" styles={{ body: { padding: 0 } }}>
            <Collapse
              ghost
              size="large"
              activeKey={[...open]}
              onChange={onOpen}
              items={[
                { key: 'exceptions', label: label(t('taskEditor.exceptionsSection'), t('taskEditor.exceptionsText')), children: <Suspense fallback={<Skeleton active />}><ExceptionFields /></Suspense> },
                { key: 'advanced', label: label(t('taskEditor.advancedSection'), t('taskEditor.advancedText')), children: <AdvancedFields /> },
              ]}
            />
          </Card>
        </>
      )}
    </Flex>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return <Card variant="borderless" title={title} styles={{ body: { paddingBottom: 4 } }}>{children}</Card>;
}
