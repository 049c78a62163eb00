import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, ConfigProvider, Flex, Spin, theme } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { api, ask } from '../../api/client';
import { useReasonText } from '../../records/use-reason-text';
import { message } from '../../ui/feedback';
import { later } from '../../ui/later';
import { Typography } from '../../ui/typography';
import { inLanguage, useErrorText } from '../../ui/use-error-text';
import { useReportError } from '../../ui/use-report-error';
import type { Definition } from '../definition';
import { definitionIn, isWhole } from '../editor/task-form';
import { useDraft } from '../editor/use-draft';
import { COVERAGE_KEY, coverageQuery, missedPeople, type MissedGroup } from './queries';

const ForecastDrawer = later(async () => (await import('./forecast-drawer')).ForecastDrawer);

const PAUSE_MS = 900;

/** Of those whom the draft names: how many will receive it, why not the others, and what mends it. */
export function CoveragePanel(): ReactNode {
  // The task that is edited is reckoned with once.
  const { taskId } = useParams();
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const textOf = useErrorText();
  const { componentDisabled } = ConfigProvider.useConfig();
  const [forecasting, setForecasting] = useState(false);
  const draft = useDraft(PAUSE_MS);
  const definition = isWhole(draft) ? definitionIn(draft) : undefined;
  const coverage = useQuery({ ...coverageQuery(definition), placeholderData: keepPreviousData, enabled: definition !== undefined && !componentDisabled });
  if (componentDisabled || !definition) return null;
  const { data, error, isFetching } = coverage;
  return (
    <div role="region" aria-label={t('taskEditor.coverage.region')} style={{ padding: '12px 16px', marginBottom: 24, background: token.colorFillQuaternary, borderRadius: token.borderRadius }}>
      <Flex justify="space-between" align="center" gap={8} wrap>
        <span aria-live="polite">
          {data && <Typography.Text strong type={data.reached < data.people ? 'warning' : undefined}>{t('taskEditor.coverage.title', { reached: data.reached, people: data.people })}</Typography.Text>}
          {data && data.contents > 1 && <Typography.Text type="secondary">{' · '}{t('taskEditor.coverage.contents', { count: data.contents })}</Typography.Text>}
          {error && !isFetching && <Typography.Text type="danger">{textOf(error).title} {textOf(error).remedy}</Typography.Text>}
          {isFetching && <Spin size="small" style={{ marginInlineStart: 8 }} />}
        </span>
        <Button size="small" onClick={() => setForecasting(true)}>{t('taskEditor.forecast.open')}</Button>
      </Flex>
      {data && data.missed.length > 0 && !error && <ul style={{ margin: '8px 0 0', paddingInlineStart: 18 }}>{data.missed.map((group) => <Missed key={group.reason} group={group} definition={definition} />)}</ul>}
      <Suspense>{forecasting && <ForecastDrawer definition={definition} taskId={taskId} onClose={() => setForecasting(false)} />}</Suspense>
    </div>
  );
}

function Missed({ group, definition }: { group: MissedGroup; definition: Definition }): ReactNode {
  const { t, i18n } = useTranslation();
  const reasonText = useReasonText();
  const { reason, text, remedy, count, people } = group;
  const names = people.slice(0, 5).map(({ name }) => name).join(t('common.joiner'));
  return (
    <li style={{ marginTop: 4 }}>
      {t('taskEditor.coverage.missed', { count })}{reasonText({ code: reason, text })}
      <Typography.Text type="secondary">{' '}{t(count > 5 ? 'taskEditor.coverage.namesMore' : 'taskEditor.coverage.names', { names })}</Typography.Text>
      <br />
      <Typography.Text type="secondary">{inLanguage(remedy.text, i18n.language)}</Typography.Text>
      {remedy.action === 'ask_to_bind' && <AskToBind group={group} definition={definition} />}
    </li>
  );
}

/** The BI passes a link on to each of them, with which people bind themselves. */
function AskToBind({ group, definition }: { group: MissedGroup; definition: Definition }): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: async () => {
      const hostUserIds = group.nextCursor === undefined ? group.people.map(({ hostUserId }) => hostUserId) : await missedPeople(definition, group.reason);
      return ask(api.POST('/push/bindings/asks', { body: { authorizationId: definition.channel.authorizationId!, hostUserIds, language: definition.language } }));
    },
    onSuccess: ({ asked, people }) => {
      const before = people.filter(({ result }) => result === 'asked_before').length;
      const not = people.length - asked - before;
      message.info(t('taskEditor.coverage.asked', { asked, before, not }));
      void queries.invalidateQueries({ queryKey: COVERAGE_KEY });
    },
    onError: report,
  });
  return <Button type="link" size="small" loading={asking.isPending} onClick={() => asking.mutate()}>{t('taskEditor.coverage.ask', { count: group.count })}</Button>;
}
