import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Flex, InputNumber, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../api/client';
import { Failure } from '../ui/failure';
import { confirm, message } from '../ui/feedback';
import { Moment } from '../ui/moment';
import { Typography } from '../ui/typography';
import { useReportError } from '../ui/use-report-error';
import { retentionQuery } from './queries';
import { SettingsPage } from './settings-tabs';

export function RetentionPage(): ReactNode {
  return <SettingsPage><Retention /></SettingsPage>;
}

function Retention(): ReactNode {
  const { data, error, refetch } = useQuery(retentionQuery);
  if (data) return <Months key={data.months} retention={data} />;
  return error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />;
}

/** How long records are kept. What a change would remove is asked before, and shown. */
function Months({ retention }: { retention: Schemas['RetentionResponseDto'] }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const { leastMonths, mostMonths, kept, next, oldestRecordAt } = retention;
  const [months, setMonths] = useState(retention.months);

  const save = async (): Promise<void> => {
    try {
      queries.setQueryData(retentionQuery.queryKey, await ask(api.PUT('/push/retention', { body: { months } })));
      message.success(t('settings.retention.saved'));
    } catch (error) {
      report(error as Error);
    }
  };
  const look = useMutation({
    mutationFn: () => ask(api.GET('/push/retention/effects', { params: { query: { months } } })),
    onError: report,
    onSuccess: ({ records, deliveries }) =>
      confirm({
        title: t('settings.retention.confirm', { count: months }),
        content: records > 0 ? t('settings.retention.removes', { records, deliveries }) : t('settings.retention.removesNothing'),
        okText: t('settings.retention.save'),
        okButtonProps: { danger: records > 0 },
        focusable: { autoFocusButton: 'cancel' },
        onOk: save,
      }),
  });
  return (
    <Flex vertical gap={20}>
      <Flex gap={8} align="center" wrap>
        {t('settings.retention.keep')}
        <InputNumber aria-label={t('settings.retention.keep')} min={leastMonths} max={mostMonths} precision={0} value={months} onChange={(value) => value !== null && setMonths(value)} />
        {t('settings.retention.months')}
        <Button type="primary" loading={look.isPending} disabled={months === retention.months} onClick={() => look.mutate()}>{t('settings.retention.save')}</Button>
      </Flex>
      <Typography.Text type="secondary">{t('settings.retention.hint')}</Typography.Text>
      {next.records > 0 && <Alert type="warning" showIcon title={t('settings.retention.removes', { records: next.records, deliveries: next.deliveries })} />}
      <Descriptions
        column={1}
        items={[
          { key: 'kept', label: t('settings.retention.kept'), children: t('settings.retention.amount', { records: kept.records, deliveries: kept.deliveries }) },
          { key: 'oldest', label: t('settings.retention.oldest'), children: oldestRecordAt ? <Moment value={oldestRecordAt} /> : '—' },
          { key: 'next', label: t('settings.retention.next'), children: <Moment value={next.at} /> },
        ]}
      />
    </Flex>
  );
}
