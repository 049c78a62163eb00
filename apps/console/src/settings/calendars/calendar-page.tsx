import { useQuery } from '@tanstack/react-query';
import { Alert, Col, Row, Skeleton, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { AdminOnly } from '../../ui/admin-only';
import { Failure } from '../../ui/failure';
import { Sheet } from '../../ui/page';
import { CalendarEditor } from './calendar-editor';
import { CalendarFrame } from './calendar-frame';
import { dayFinder, listedDaysOf } from './days';
import { DayList, YearView } from './later';
import { calendarQuery, STATUTORY, statutoryQuery } from './queries';

const WEEKEND = [6, 7];

/** One calendar: the built-in one, one of the tenant, or a new one. */
export function CalendarPage(): ReactNode {
  const { calendarId = STATUTORY } = useParams();
  const shown = (): ReactNode => {
    if (calendarId === STATUTORY) return <StatutoryCalendar />;
    return calendarId === 'new' ? <CalendarEditor key="new" /> : <Loading key={calendarId} calendarId={calendarId} />;
  };
  return <AdminOnly>{shown()}</AdminOnly>;
}

function Loading({ calendarId }: { calendarId: string }): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ ...calendarQuery(calendarId), refetchOnWindowFocus: false });
  if (data) return <CalendarEditor key={data.version} stored={data} />;
  return <CalendarFrame name={t('calendars.title')}><Sheet>{error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />}</Sheet></CalendarFrame>;
}

function StatutoryCalendar(): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(statutoryQuery);
  const [year, setYear] = useState(new Date().getFullYear());
  const days = data ? listedDaysOf(data) : [];
  const first = days[0]?.date.slice(0, 4);
  const content = (): ReactNode => {
    if (error) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
    if (!data) return <Sheet><Skeleton active /></Sheet>;
    return (
      <Row gutter={[20, 20]}>
        <Col xs={24} xl={15}>
          <Sheet>
            {(year > data.knownUntil || year < Number(first)) && <Alert type="warning" showIcon title={t('calendars.unknownYear', { year })} style={{ marginBottom: 12 }} />}
            <YearView year={year} onYear={setYear} dayOf={dayFinder([days], WEEKEND)} />
          </Sheet>
        </Col>
        <Col xs={24} xl={9}><Sheet><DayList year={year} days={days} /></Sheet></Col>
      </Row>
    );
  };
  return (
    <CalendarFrame
      name={<>{t('common.statutory')}<Tag variant="filled" color="processing">{t('calendars.builtIn')}</Tag></>}
      description={<>{data && t('calendars.knownYears', { first, last: data.knownUntil })}{' · '}{t('calendars.builtInText')}</>}
    >
      {content()}
    </CalendarFrame>
  );
}
