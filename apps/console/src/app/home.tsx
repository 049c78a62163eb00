import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router-dom';
import { authorizationsQuery } from '../authorizations/queries';
import { useRights } from '../session/me';
import { FullPageSpin } from '../ui/full-page-spin';

/** The start page leads to what is to be done: nothing can be pushed before an app is authorized. */
export function Home(): ReactNode {
  const { administrator } = useRights();
  const authorizations = useQuery({ ...authorizationsQuery, enabled: administrator });
  if (authorizations.isLoading) return <FullPageSpin />;
  const nothingYet = authorizations.data?.items.length === 0;
  return <Navigate to={nothingYet ? '/toolbox/wecom-app' : '/overview'} replace />;
}
