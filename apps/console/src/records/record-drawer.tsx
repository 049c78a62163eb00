import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Flex, Skeleton, Tabs } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useProjectNames } from '../tasks/use-project-names';
import { Failure } from '../ui/failure';
import { later } from '../ui/later';
import { RunStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { useLastShown } from '../ui/use-last-shown';
import { isUnderWay, recordQuery, type RecordDetail } from './queries';
import { ReasonText } from './reason-text';
import { RecordActions } from './record-actions';
import { RecordContent } from './record-content';
import { RecordCounts } from './record-counts';

const RecordPeople = later(async () => (await import('./record-people')).RecordPeople);
const RecordTimeline = later(async () => (await import('./record-timeline')).RecordTimeline);
const RecordFacts = later(async () => (await import('./record-facts')).RecordFacts);

interface RecordDrawerProps {
  recordId: string | undefined;
  /** News of a push under way come by themselves. */
  hearing: boolean;
  onClose: () => void;
}

export function RecordDrawer({ recordId, hearing, onClose }: RecordDrawerProps): ReactNode {
  const { t } = useTranslation();
  const shown = useLastShown(recordId);
  return (
    <Drawer open={recordId !== undefined} size={720} title={t('records.drawer.title')} onClose={onClose} destroyOnHidden>
      {shown && <RecordView key={shown} recordId={shown} hearing={hearing} />}
    </Drawer>
  );
}

function RecordView({ recordId, hearing }: { recordId: string; hearing: boolean }): ReactNode {
  const { data, error, isPending, refetch } = useQuery(recordQuery(recordId, hearing));
  if (isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  return <Loaded record={data} hearing={hearing} />;
}

function Loaded({ record, hearing }: { record: RecordDetail; hearing: boolean }): ReactNode {
  const { t } = useTranslation();
  const projectName = useProjectNames();
  const { title, projectId, pageTitle, state, reason, counts, recall, replayOf } = record;
  const recalls = recall.waiting + recall.recalled + recall.refused;
  const problem = state === 'failed' ? 'error' : state === 'held' ? 'info' : 'warning';
  const hint = t(`states.runHint.${state}`);
  return (
    <Flex vertical gap={16}>
      <div>
        <Flex gap={8} align="center">
          <Typography.Title level={2} style={{ margin: 0, fontSize: 18 }}>{title}</Typography.Title>
          <RunStateTag state={state} />
        </Flex>
        <Typography.Text type="secondary">{projectName(projectId)}{' · '}{pageTitle}{!reason && ` · ${hint}`}</Typography.Text>
      </div>
      <RecordActions record={record} />
      {reason && <Alert type={problem} showIcon title={hint} description={<ReasonText reason={reason} />} />}
      {recalls > 0 && <Alert type="info" showIcon title={t('records.recall.state', { recalled: recall.peopleRecalled, waiting: recall.waiting, refused: recall.refused })} />}
      {replayOf && <Link to={`/records/${replayOf}`}>{t('records.replay.first')}</Link>}
      <RecordCounts counts={counts} underWay={isUnderWay(record)} />
      <Tabs
        items={[
          { key: 'content', label: t('records.drawer.tabs.content'), children: <RecordContent record={record} /> },
          { key: 'people', label: t('records.drawer.tabs.people'), children: <OtherTab><RecordPeople record={record} hearing={hearing} /></OtherTab> },
          { key: 'timeline', label: t('records.drawer.tabs.timeline'), children: <OtherTab><RecordTimeline record={record} /></OtherTab> },
          { key: 'facts', label: t('records.drawer.tabs.facts'), children: <OtherTab><RecordFacts record={record} /></OtherTab> },
        ]}
      />
    </Flex>
  );
}

/** What is not seen at first is loaded when it is looked at. */
const OtherTab = ({ children }: { children: ReactNode }): ReactNode => <Suspense fallback={<Skeleton active />}>{children}</Suspense>;
