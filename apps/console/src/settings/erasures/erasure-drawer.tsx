import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions, Drawer, Flex, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonNames } from '../../tasks/people/use-person-names';
import { Failure } from '../../ui/failure';
import { later } from '../../ui/later';
import { Moment } from '../../ui/moment';
import { Typography } from '../../ui/typography';
import { useLastShown } from '../../ui/use-last-shown';
import { AreaTable, useAreaName } from './area-table';
import { ErasureStateTag } from './erasure-state-tag';
import { erasureQuery, type AtHost, type Erasure } from './queries';

const Confirmation = later(async () => (await import('./confirmation')).Confirmation);

interface ErasureDrawerProps {
  erasureId: string | undefined;
  /** Known when it was just asked for. */
  atHost?: AtHost;
  onClose: () => void;
}

/** One erasure: what there is, the confirmation, how far it is, what was done. */
export function ErasureDrawer({ erasureId, atHost, onClose }: ErasureDrawerProps): ReactNode {
  const { t } = useTranslation();
  const shown = useLastShown(erasureId);
  return (
    <Drawer open={erasureId !== undefined} size={860} title={t('erasures.drawer')} onClose={onClose} destroyOnHidden>
      {shown && <Loading key={shown} erasureId={shown} atHost={atHost} />}
    </Drawer>
  );
}

function Loading({ erasureId, atHost }: { erasureId: string; atHost?: AtHost }): ReactNode {
  const { data, error, refetch } = useQuery(erasureQuery(erasureId));
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  return data ? <View erasure={data} atHost={atHost} /> : <Skeleton active />;
}

function View({ erasure, atHost }: { erasure: Erasure; atHost?: AtHost }): ReactNode {
  const { t } = useTranslation();
  const { state, pseudonym, hostUserId, names, accounts, requestedAt, requestedBy, confirmedAt, confirmedBy, endedAt } = erasure;
  const person = usePersonNames([requestedBy, confirmedBy]);
  return (
    <Flex vertical gap={16}>
      <Flex gap={8} align="center" wrap>
        <Typography.Title level={2} style={{ margin: 0, fontSize: 18 }}>{names[0] ?? hostUserId ?? pseudonym}</Typography.Title>
        <ErasureStateTag state={state} />
      </Flex>
      <Progress erasure={erasure} />
      {atHost && state === 'requested' && <Alert type={atHost === 'active' || atHost === 'unknown' ? 'warning' : 'info'} showIcon title={t(`erasures.atHost.${atHost}`)} />}
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'pseudonym', label: t('erasures.pseudonym'), children: <span>{pseudonym}<br /><Typography.Text type="secondary">{t('erasures.pseudonymHint')}</Typography.Text></span> },
          ...(hostUserId !== null ? [{ key: 'names', label: t('erasures.names'), children: names.join(t('common.joiner')) || t('erasures.noNames') }] : []),
          ...(accounts.length > 0 ? [{ key: 'accounts', label: t('erasures.accounts'), children: accounts.join(t('common.joiner')) }] : []),
          { key: 'requested', label: t('erasures.requestedAt'), children: <span>{person(requestedBy)}{' · '}<Moment value={requestedAt} /></span> },
          ...(confirmedAt !== null ? [{ key: 'confirmed', label: t('erasures.confirmedAt'), children: <span>{confirmedBy && person(confirmedBy)}{' · '}<Moment value={confirmedAt} /></span> }] : []),
          ...(endedAt !== null ? [{ key: 'ended', label: t('erasures.endedAt'), children: <Moment value={endedAt} /> }] : []),
        ]}
      />
      <AreaTable erasure={erasure} />
      <div>
        <Typography.Text strong>{t('erasures.kept')}</Typography.Text>
        <ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>
          {(['words', 'content', 'wecom', 'logs'] as const).map((item) => <li key={item}>{t(`erasures.keptItems.${item}`)}</li>)}
        </ul>
      </div>
      <Suspense>{state === 'requested' && <Confirmation erasure={erasure} />}</Suspense>
    </Flex>
  );
}

function Progress({ erasure: { state, area, waiting } }: { erasure: Erasure }): ReactNode {
  const { t } = useTranslation();
  const areaName = useAreaName();
  if (state === 'done') return <Alert type="success" showIcon role="status" title={t('erasures.done')} />;
  if (state === 'cancelled') return <Alert type="info" showIcon title={t('erasures.cancelled')} />;
  if (state !== 'running') return null;
  return <Alert type="info" showIcon role="status" title={area === null ? t('erasures.starting') : t('erasures.progress', { area: areaName(area) })} description={waiting ? t('erasures.waiting') : undefined} />;
}
