import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Drawer, Flex, Form, Input, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { usePersonNames } from '../../tasks/people/use-person-names';
import { Failure } from '../../ui/failure';
import { confirm as askFirst, message } from '../../ui/feedback';
import { Moment } from '../../ui/moment';
import { Typography } from '../../ui/typography';
import { useReportError } from '../../ui/use-report-error';
import { useLastShown } from '../../ui/use-last-shown';
import { AreaTable, useAreaName } from './area-table';
import { ErasureStateTag } from './erasure-state-tag';
import { erasureQuery, ERASURES_KEY, type AtHost, type Erasure } from './queries';

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
          { key: 'requested', label: t('erasures.requestedAt'), children: <>{person(requestedBy)}{' · '}<Moment value={requestedAt} /></> },
          ...(confirmedAt !== null ? [{ key: 'confirmed', label: t('erasures.confirmedAt'), children: <>{confirmedBy && person(confirmedBy)}{' · '}<Moment value={confirmedAt} /></> }] : []),
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
      {state === 'requested' && <Confirmation erasure={erasure} />}
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

/** What cannot be taken back is confirmed by typing whom it is about. */
function Confirmation({ erasure }: { erasure: Erasure }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const path = { id: erasure.id };
  const take = (now: Erasure): void => {
    queries.setQueryData(erasureQuery(erasure.id).queryKey, now);
    void queries.invalidateQueries({ queryKey: ERASURES_KEY });
  };
  const confirm = useMutation({
    mutationFn: () => ask(api.POST('/push/erasures/{id}/confirm', { params: { path }, body: { hostUserId: typed } })),
    onSuccess: (now) => {
      take(now);
      message.success(t('erasures.confirmed'));
    },
    onError: report,
  });
  const cancel = useMutation({
    mutationFn: () => ask(api.DELETE('/push/erasures/{id}', { params: { path } })),
    onSuccess: take,
    onError: report,
  });
  const askCancel = (): void => askFirst({ title: t('erasures.cancelTitle'), content: t('erasures.cancelText'), okText: t('erasures.cancel'), onOk: () => cancel.mutateAsync().catch(() => undefined) });
  const matches = typed === erasure.hostUserId;
  return (
    <Form layout="vertical" onFinish={() => matches && confirm.mutate()}>
      <Typography.Title level={3} style={{ margin: '0 0 8px', fontSize: 16 }}>{t('erasures.confirmTitle')}</Typography.Title>
      <Typography.Paragraph>{t('erasures.confirmText', { id: erasure.hostUserId })}</Typography.Paragraph>
      <Form.Item label={t('erasures.confirmLabel')} htmlFor="erasure-confirm">
        <Input id="erasure-confirm" value={typed} onChange={(event) => setTyped(event.target.value)} maxLength={128} autoComplete="off" spellCheck={false} style={{ maxWidth: 320 }} />
      </Form.Item>
      <Flex gap={8} wrap>
        <Button danger type="primary" htmlType="submit" disabled={!matches} loading={confirm.isPending}>{t('erasures.confirm')}</Button>
        <Button loading={cancel.isPending} onClick={askCancel}>{t('erasures.cancel')}</Button>
      </Flex>
    </Form>
  );
}
