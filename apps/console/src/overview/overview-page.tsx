import { useQuery } from '@tanstack/react-query';
import { Col, Row, Skeleton } from 'antd';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/failure';
import { later } from '../ui/later';
import { ListEmpty } from '../ui/list-empty';
import { BROWSER_ZONE } from '../ui/moment';
import { Page, Sheet } from '../ui/page';
import { Attention } from './attention';
import { NextRuns } from './next-runs';
import { trendQuery } from './queries';
import { Today } from './today';

const TrendChart = later(async () => (await import('./trend-chart')).TrendChart);

export function OverviewPage(): ReactNode {
  const { t } = useTranslation();
  const { data: days, error, refetch } = useQuery(trendQuery());
  const today = days?.at(-1);
  return (
    <Page title={t('overview.title')} description={<>{t('overview.description')}<br />{today ? t('overview.day', { day: today.day, zone: BROWSER_ZONE }) : '\u00a0'}</>}>
      {error && <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>}
      {(today || !error) && <Today today={today} />}
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}><Sheet><h2 style={HEAD}>{t('overview.attention')}</h2><Attention /></Sheet></Col>
        <Col xs={24} xl={10}><Sheet><h2 style={HEAD}>{t('overview.nextRuns')}</h2><NextRuns /></Sheet></Col>
      </Row>
      <Sheet>
        <h2 style={HEAD}>{t('overview.trend')}</h2>
        {!days ? (
          <Skeleton active />
        ) : days.every(({ runs }) => runs === 0) ? (
          <ListEmpty title={t('overview.noPushes')} />
        ) : (
          <Suspense fallback={<Skeleton active />}><TrendChart days={days} /></Suspense>
        )}
      </Sheet>
    </Page>
  );
}

const HEAD = { margin: '0 0 12px', fontSize: 16, fontWeight: 600 } as const;
