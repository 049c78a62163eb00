import { useQuery } from '@tanstack/react-query';
import { Flex, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useProjectNames } from '../tasks/use-project-names';
import { Failure } from '../ui/failure';
import { Moment } from '../ui/moment';
import { Typography } from '../ui/typography';
import { nextRunsQuery } from './queries';

/** What is pushed next, soonest first. */
export function NextRuns(): ReactNode {
  const { t } = useTranslation();
  const projectName = useProjectNames();
  const { data: tasks, error, refetch } = useQuery(nextRunsQuery);
  if (error && !tasks) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!tasks) return <Skeleton active />;
  if (tasks.length === 0) return <Typography.Text type="secondary">{t('overview.noNextRuns')}</Typography.Text>;
  return (
    <Flex vertical gap={10}>
      {tasks.map(({ id, title, projectId, nextRunAt }) => (
        <Flex key={id} gap={12} justify="space-between">
          <div style={{ minWidth: 0 }}>
            <Link to={`/tasks/${id}`}>{title}</Link>{' '}<Typography.Text type="secondary">{projectName(projectId)}</Typography.Text>
          </div>
          {nextRunAt && <Moment value={nextRunAt} />}
        </Flex>
      ))}
    </Flex>
  );
}
