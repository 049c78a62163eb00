import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams, type Params } from 'react-router-dom';
import { useMe, useRights } from '../../session/me';
import { Failure, NoPermission } from '../../ui/failure';
import { FullPageSpin } from '../../ui/full-page-spin';
import { Sheet } from '../../ui/page';
import { ownTemplatesQuery, projectsQuery, taskQuery, templatesQuery } from '../queries';
import { TaskEditor } from './task-editor';
import { formOf, newTaskForm } from './task-form';

/** What the first section shows. */
const asksOf = (queries: QueryClient): Promise<unknown>[] => [queries.prefetchQuery(projectsQuery), queries.prefetchQuery(templatesQuery), queries.prefetchQuery(ownTemplatesQuery)];

export function NewTaskPage(): ReactNode {
  const { i18n } = useTranslation();
  const [params] = useSearchParams();
  const me = useMe();
  const { editsAnywhere } = useRights();
  if (!editsAnywhere) return <NoPermission />;
  const language = i18n.language === 'en-US' ? 'en-US' : 'zh-CN';
  return <TaskEditor initial={newTaskForm({ projectId: params.get('project') ?? undefined, ownerUserId: me.id }, language)} />;
}

NewTaskPage.asks = asksOf;

export function EditTaskPage(): ReactNode {
  const { taskId = '' } = useParams();
  // What is being edited changes only when somebody asks for it.
  const { data, error, isPending, refetch } = useQuery({ ...taskQuery(taskId), refetchOnWindowFocus: false, refetchOnReconnect: false });
  if (isPending) return <FullPageSpin />;
  if (error) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
  return <TaskEditor key={data.id} task={data} initial={formOf(data)} />;
}

EditTaskPage.asks = (queries: QueryClient, { taskId = '' }: Params): Promise<unknown>[] => [queries.prefetchQuery(taskQuery(taskId)), ...asksOf(queries)];
