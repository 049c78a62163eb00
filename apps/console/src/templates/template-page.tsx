import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { useRights } from '../session/me';
import { Failure, NoPermission } from '../ui/failure';
import { Sheet } from '../ui/page';
import { builtInQuery, isOwnKey, ownTemplateQuery, type TemplateLanguage } from './queries';
import { TemplateEditor } from './template-editor';

export function TemplatePage(): ReactNode {
  const { key = '' } = useParams();
  if (!useRights().editsAnywhere) return <NoPermission />;
  return isOwnKey(key) ? <Own id={key} key={key} /> : <BuiltIn templateKey={key} key={key} />;
}

function Own({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(ownTemplateQuery(id));
  if (data) return <TemplateEditor own={data} templateKey={id} name={data.name} sources={data.sources} />;
  return <Sheet>{error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />}</Sheet>;
}

function BuiltIn({ templateKey }: { templateKey: string }): ReactNode {
  const { i18n } = useTranslation();
  const { data, error, refetch } = useQuery(builtInQuery(templateKey));
  if (data) return <TemplateEditor templateKey={templateKey} name={data.name[i18n.language as TemplateLanguage]} sources={data.sources} />;
  return <Sheet>{error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />}</Sheet>;
}
