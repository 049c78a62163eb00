import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Typography } from '../ui/typography';

/** WeCom's number of the department that all others are below of. */
export const WHOLE_CORP = 1;

/** Whom the app may write to: nodes, since WeCom names no people below them. */
export function VisibleRange({ range }: { range: Schemas['VisibleRangeDto'] }): ReactNode {
  const { t } = useTranslation();
  const { userIds, departmentIds, tagIds } = range;
  if (departmentIds.includes(WHOLE_CORP)) return t('authorizations.wholeCorp');
  const parts = [
    departmentIds.length > 0 && t('authorizations.departments', { count: departmentIds.length }),
    userIds.length > 0 && t('authorizations.members', { count: userIds.length }),
    tagIds.length > 0 && t('authorizations.tags', { count: tagIds.length }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(t('common.joiner')) : <Typography.Text type="warning">{t('authorizations.nobodyVisible')}</Typography.Text>;
}
