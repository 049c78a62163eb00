import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Schemas } from '../api/client';
import { Moment } from './moment';
import { Typography } from './typography';

interface LostTasksProps {
  /** Those that the API names. */
  tasks: readonly (Schemas['BindingUseDto'] & { through?: Schemas['TaskUseWay'][] })[];
  /** How many there are. */
  total: number;
}

/** Which tasks a step would take away, the next to be sent first. */
export function LostTasks({ tasks, total }: LostTasksProps): ReactNode {
  const { t } = useTranslation();
  if (total === 0) return <Typography.Text type="secondary">{t('effects.none')}</Typography.Text>;
  return (
    <div>
      <Typography.Text type="danger" strong>{t('effects.tasks', { count: total })}</Typography.Text>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: 20, maxHeight: 220, overflow: 'auto' }}>
        {tasks.map(({ taskId, title, nextRunAt, through }) => (
          <li key={taskId}>
            <Flex gap={8} justify="space-between" wrap>
              <Link to={`/tasks/${taskId}`} target="_blank">{title}</Link>
              <Typography.Text type="secondary">
                {through?.map((way) => t(`effects.through.${way}`)).join(t('common.joiner'))}{' '}
                {nextRunAt && <>{t('effects.nextRun')}{' '}<Moment value={nextRunAt} /></>}
              </Typography.Text>
            </Flex>
          </li>
        ))}
      </ul>
      {total > tasks.length && <Typography.Text type="secondary">{t('effects.more', { count: total - tasks.length })}</Typography.Text>}
    </div>
  );
}
