import { useQuery } from '@tanstack/react-query';
import { Flex, Switch, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useProjectNames } from '../tasks/use-project-names';
import { TextButton } from '../ui/text-button';
import { Typography } from '../ui/typography';
import { notificationsQuery, robotQuery, type RobotChoice } from './queries';
import { RobotStateTag } from './robot-state-tag';
import { useRobotActions } from './use-robot-actions';

interface RobotTableProps {
  robots: RobotChoice[];
  addressOf: (robotId: string) => string;
}

export function RobotTable({ robots, addressOf }: RobotTableProps): ReactNode {
  const { t } = useTranslation();
  const actions = useRobotActions();
  const projectName = useProjectNames();
  const notifications = useQuery(notificationsQuery);
  const projectsOf = (id: string): string[] => (notifications.data?.items ?? []).filter(({ robotId }) => robotId === id).map(({ projectId }) => projectName(projectId));

  const columns: TableColumnsType<RobotChoice> = [
    {
      title: t('robots.name'),
      key: 'name',
      render: (_, robot) => (
        <div style={{ maxWidth: 360 }}>
          <Link to={addressOf(robot.id)}><Typography.Text strong style={{ color: 'inherit' }}>{robot.name}</Typography.Text></Link>
          {robot.state === 'broken' && <BrokenReason id={robot.id} />}
        </div>
      ),
    },
    {
      title: t('common.state'),
      key: 'state',
      width: 150,
      render: (_, robot) => (
        <Flex gap={8} align="center">
          <Switch size="small" checked={robot.state !== 'disabled'} loading={actions.changing === robot.id} aria-label={t('robots.toggle', { name: robot.name })} onChange={(on) => actions.setEnabled(robot, on)} />
          <RobotStateTag state={robot.state} />
        </Flex>
      ),
    },
    { title: t('robots.notifies'), key: 'notifies', responsive: ['md'], render: (_, { id }) => projectsOf(id).join(t('common.joiner')) || '—' },
    {
      title: t('common.actions'),
      key: 'actions',
      width: 160,
      render: (_, robot) => (
        <Flex gap={16}>
          <TextButton of={robot.name} onClick={() => actions.test(robot)}>{t('robots.test')}</TextButton>
          <Link to={addressOf(robot.id)} aria-label={`${t('robots.details')} ${robot.name}`}>{t('robots.details')}</Link>
        </Flex>
      ),
    },
  ];
  return <Table<RobotChoice> rowKey="id" columns={columns} dataSource={robots} pagination={false} scroll={{ x: 'max-content' }} />;
}

function BrokenReason({ id }: { id: string }): ReactNode {
  const { data } = useQuery(robotQuery(id));
  return data?.brokenReason && <div><Typography.Text type="danger">{data.brokenReason}</Typography.Text></div>;
}
