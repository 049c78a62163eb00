import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Col, Flex, Form, Radio, Row } from 'antd';
import Input from 'antd/es/input/Input';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { ApiError } from '../../api/api-error';
import { api, ask } from '../../api/client';
import { weekdayName } from '../../tasks/schedule-summary';
import { usePersonNames } from '../../tasks/people/use-person-names';
import { confirm, message } from '../../ui/feedback';
import { showFieldErrors } from '../../ui/field-errors';
import { Moment } from '../../ui/moment';
import { Sheet } from '../../ui/page';
import { Typography } from '../../ui/typography';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useReportError } from '../../ui/use-report-error';
import { CalendarFrame } from './calendar-frame';
import { dayFinder, isTooMany, listedDaysOf, listsOf, withDays, type ListedDay } from './days';
import { AddDays, DayList, DeleteCalendarModal, ImportDaysDrawer, YearView } from './later';
import { calendarEffectsQuery, calendarQuery, CALENDARS_KEY, statutoryQuery, type OwnCalendar } from './queries';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const WEEKEND = [6, 7];

interface CalendarForm {
  name: string;
  basis: 'statutory' | 'weekly';
  weeklyDaysOff: number[];
}

/** @param stored left out for a new one */
export function CalendarEditor({ stored }: { stored?: OwnCalendar }): ReactNode {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const report = useReportError();
  const queries = useQueryClient();
  const guard = useLeaveGuard();
  const [form] = Form.useForm<CalendarForm>();
  const initial: CalendarForm = { name: stored?.name ?? '', basis: stored && !stored.withStatutoryDays ? 'weekly' : 'statutory', weeklyDaysOff: stored && !stored.withStatutoryDays ? stored.weeklyDaysOff : WEEKEND };
  const { basis, weeklyDaysOff } = { ...initial, ...Form.useWatch([], form) };
  const [days, setDays] = useState<ListedDay[]>(() => (stored ? listedDaysOf(stored) : []));
  const [year, setYear] = useState(new Date().getFullYear());
  const [opened, setOpened] = useState<'import' | 'delete'>();
  const { data: statutory } = useQuery(statutoryQuery);
  const { data: effects } = useQuery({ ...calendarEffectsQuery(stored?.id ?? ''), enabled: stored !== undefined });
  const person = usePersonNames([stored?.updatedBy]);
  const close = (): void => setOpened(undefined);

  const put = (next: ListedDay[]): void => {
    setDays(next);
    guard.changed();
  };
  const save = useMutation({
    mutationFn: ({ name, ...rest }: CalendarForm): Promise<OwnCalendar> => {
      const body = { name: name.trim(), withStatutoryDays: rest.basis === 'statutory', weeklyDaysOff: rest.basis === 'weekly' ? rest.weeklyDaysOff : [], ...listsOf(days) };
      return ask(stored ? api.PUT('/push/calendars/{id}', { params: { path: { id: stored.id } }, body: { ...body, version: stored.version } }) : api.POST('/push/calendars', { body }));
    },
    onSuccess: (saved) => {
      guard.saved();
      message.success(t(stored ? 'calendars.saved' : 'calendars.created'));
      queries.setQueryData(calendarQuery(saved.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: CALENDARS_KEY });
      if (!stored) void navigate(`/settings/calendars/${saved.id}`, { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'CALENDAR_CHANGED' && stored) {
        confirm({ title: t('calendars.changedTitle'), content: t('calendars.changedText'), okText: t('calendars.reload'), onOk: () => queries.refetchQueries({ queryKey: calendarQuery(stored.id).queryKey }) });
        return;
      }
      if (showFieldErrors(form, error).length > 0 || !(error instanceof ApiError) || error.code !== 'INVALID_INPUT') report(error);
    },
  });

  const finder = basis === 'statutory' ? dayFinder([days, statutory ? listedDaysOf(statutory) : []], WEEKEND) : dayFinder([days], weeklyDaysOff);
  const unknown = basis === 'statutory' && statutory !== undefined && year > statutory.knownUntil;
  const tooMany = isTooMany(days);
  return (
    <CalendarFrame
      name={stored?.name ?? t('calendars.newTitle')}
      description={stored && <>{t('calendars.updatedAt')}{' '}<Moment value={stored.updatedAt} />{' · '}{person(stored.updatedBy)}</>}
      actions={
        <>
          {stored && <Button danger onClick={() => setOpened('delete')}>{t('common.delete')}</Button>}
          <Button icon={<UploadOutlined aria-hidden />} onClick={() => setOpened('import')}>{t('calendars.importOpen')}</Button>
          <Button type="primary" loading={save.isPending} disabled={tooMany} onClick={form.submit}>{t('calendars.save')}</Button>
        </>
      }
    >
      {effects && effects.taskCount > 0 && <Alert type="info" showIcon title={t('calendars.inUse', { count: effects.taskCount })} />}
      {tooMany && <Alert type="error" showIcon title={t('calendars.tooManyDays')} />}
      <Row gutter={[20, 20]}>
        <Col xs={24} xl={9}>
          <Flex vertical gap={20}>
            <Sheet>
              <Form form={form} layout="vertical" initialValues={initial} onValuesChange={guard.changed} onFinish={(values) => save.mutate({ ...initial, ...values })}>
                <Form.Item name="name" label={t('calendars.name')} rules={[{ required: true, whitespace: true, message: t('calendars.nameRequired') }]}>
                  <Input maxLength={64} />
                </Form.Item>
                <Form.Item name="basis" label={t('calendars.basis')} extra={t('calendars.basisHint')}>
                  <Radio.Group vertical options={(['statutory', 'weekly'] as const).map((value) => ({ value, label: t(`calendars.bases.${value}`) }))} />
                </Form.Item>
                {basis === 'weekly' && (
                  <Form.Item name="weeklyDaysOff" label={t('calendars.weeklyDaysOff')} rules={[{ type: 'array', max: 6, message: t('calendars.weeklyTooMany') }]}>
                    <Checkbox.Group options={WEEKDAYS.map((value) => ({ value, label: weekdayName(value, i18n.language) }))} />
                  </Form.Item>
                )}
              </Form>
            </Sheet>
            <Sheet>
              <Typography.Title level={2} style={{ margin: '0 0 12px', fontSize: 16 }}>{t('calendars.namedDays')}</Typography.Title>
              <AddDays
                onAdd={(added) => {
                  put(withDays(days, added));
                  setYear(Number(added[0]?.date.slice(0, 4)));
                }}
              />
              <div style={{ marginTop: 16 }}><DayList year={year} days={days} onRemove={(date) => put(days.filter((day) => day.date !== date))} /></div>
            </Sheet>
          </Flex>
        </Col>
        <Col xs={24} xl={15}>
          <Sheet>
            {unknown && <Alert type="warning" showIcon title={t('calendars.unknownYear', { year })} style={{ marginBottom: 12 }} />}
            <YearView year={year} onYear={setYear} dayOf={finder} />
          </Sheet>
        </Col>
      </Row>
      <ImportDaysDrawer open={opened === 'import'} days={days} onClose={close} onTaken={put} />
      {stored && (
        <DeleteCalendarModal
          calendar={stored}
          open={opened === 'delete'}
          onClose={close}
          onDeleted={() => {
            guard.saved();
            void navigate('/settings/calendars');
          }}
        />
      )}
    </CalendarFrame>
  );
}
