import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router-dom';
import { useMe, useRights } from '../../session/me';
import { Failure, NoPermission } from '../../ui/failure';
import { FullPageSpin } from '../../ui/full-page-spin';
import { Sheet } from '../../ui/page';
import { taskQuery } from '../queries';
import { TaskEditor } from './task-editor';
import { formOf, newTaskForm } from './task-form';

export function NewTaskPage(): ReactNode {
  const { i18n } = useTranslation();
  const [params] = useSearchParams();
  const me = useMe();
  const { editsAnywhere } = useRights();
  if (!editsAnywhere) return <NoPermission />;
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  return <TaskEditor initial={newTaskForm({ projectId: params.get('project') ?? undefined, ownerUserId: me.id }, language)} />;
}

export function EditTaskPage(): ReactNode {
  const { taskId = '' } = useParams();
  // What is being edited changes only when somebody asks for it.
  const { data, error, isPending, refetch } = useQuery({ ...taskQuery(taskId), refetchOnWindowFocus: false, refetchOnReconnect: false });
  if (isPending) return <FullPageSpin />;
  if (error) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
  return <TaskEditor key={data.id} task={data} initial={formOf(data)} />;
}
