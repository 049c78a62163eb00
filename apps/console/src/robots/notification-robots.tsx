import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../api/client';
import { projectsQuery } from '../tasks/queries';
import { message } from '../ui/feedback';
import { FilterSelect } from '../ui/filter-select';
import { Sheet } from '../ui/page';
import { Typography } from '../ui/typography';
import { useReportError } from '../ui/use-report-error';
import { notificationsQuery, ROBOTS_KEY, type RobotChoice } from './queries';

type Project = Schemas['HostProjectDto'];

/** Which robot posts the alarms of which project. */
export function NotificationRobots({ robots }: { robots: RobotChoice[] }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const projects = useQuery(projectsQuery);
  const chosen = useQuery(notificationsQuery);
  const choose = useMutation({
    mutationFn: ({ projectId, robotId }: { projectId: string; robotId: string | null }) => ask(api.PUT('/push/robots/notifications/{projectId}', { params: { path: { projectId } }, body: { robotId } })),
    onSuccess: () => message.success(t('robots.notification.saved')),
    onError: report,
    onSettled: () => queries.invalidateQueries({ queryKey: ROBOTS_KEY }),
  });
  const robotOf = new Map(chosen.data?.items.map(({ projectId, robotId }) => [projectId, robotId]));
  const columns: TableColumnsType<Project> = [
    { title: t('robots.notification.project'), key: 'name', dataIndex: 'name' },
    {
      title: t('robots.notification.robot'),
      key: 'robot',
      render: (_, { id, name }) => (
        <FilterSelect<string>
          aria-label={t('robots.notification.of', { name })}
          placeholder={t('robots.notification.none')}
          value={robotOf.get(id)}
          loading={choose.isPending && choose.variables.projectId === id}
          options={robots.map((robot) => ({ value: robot.id, label: robot.name }))}
          onChange={(robotId) => choose.mutate({ projectId: id, robotId: robotId ?? null })}
          style={{ width: '100%', maxWidth: 280 }}
        />
      ),
    },
  ];
  return (
    <Sheet>
      <Typography.Title level={2} style={{ margin: '0 0 4px', fontSize: 16 }}>{t('robots.notification.title')}</Typography.Title>
      <Typography.Paragraph type="secondary">{t('robots.notification.text')}</Typography.Paragraph>
      <Table<Project> size="small" rowKey="id" columns={columns} dataSource={projects.data?.items} loading={projects.isPending || chosen.isPending} pagination={false} />
    </Sheet>
  );
}
