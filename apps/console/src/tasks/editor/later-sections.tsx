import { Card, Collapse, Flex, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../ui/later';
import { AdvancedFields } from './advanced-fields';
import { RecipientFields } from './recipient-fields';
import { ScheduleFields } from './schedule-fields';
import { Section } from './section';
import { WordsFields } from './words-fields';

const ExceptionFields = later(async () => (await import('./exceptions/exception-fields')).ExceptionFields);

export interface LaterSectionsProps {
  open: readonly string[];
  onOpen: (sections: string[]) => void;
}

/** To whom a task pushes, when, with which words, and what few tasks change. */
export function LaterSections({ open, onOpen }: LaterSectionsProps): ReactNode {
  const { t } = useTranslation();
  const label = (title: string, hint: string): ReactNode => <Flex vertical><strong style={{ fontSize: 16 }}>{title}</strong><span style={{ opacity: 0.7 }}>{hint}</span></Flex>;
  return (
    <>
      <Section title={t('taskEditor.channelSection')}><RecipientFields /></Section>
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
  );
}
