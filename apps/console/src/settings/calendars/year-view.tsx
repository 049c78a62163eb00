import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Calendar, Flex, InputNumber, theme, Tooltip } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayKind, ShownDay } from './days';
import styles from './year-view.module.css';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);
const KINDS: readonly DayKind[] = ['off', 'working', 'weekend'];
const [FIRST_YEAR, LAST_YEAR] = [2000, 2100];
/** Sunday is 7. */
const isoWeekday = (date: Dayjs): number => date.day() || 7;

interface YearViewProps {
  year: number;
  onYear: (year: number) => void;
  dayOf: (date: string, weekday: number) => ShownDay | undefined;
}

/** Twelve months at a glance: what is off, and what is worked for it. Told by sign and colour. */
export function YearView({ year, onYear, dayOf }: YearViewProps): ReactNode {
  const { t, i18n } = useTranslation();
  const colors = useColors();
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'long' });
  return (
    <Flex vertical gap={12}>
      <Flex gap={16} align="center" justify="space-between" wrap>
        <Flex gap={4} align="center">
          <Button type="text" icon={<LeftOutlined aria-hidden />} aria-label={t('calendars.previousYear')} onClick={() => onYear(year - 1)} disabled={year <= FIRST_YEAR} />
          <InputNumber aria-label={t('calendars.year')} value={year} min={FIRST_YEAR} max={LAST_YEAR} precision={0} controls={false} changeOnWheel={false} onChange={(value) => value !== null && onYear(value)} style={{ width: 72 }} />
          <Button type="text" icon={<RightOutlined aria-hidden />} aria-label={t('calendars.nextYear')} onClick={() => onYear(year + 1)} disabled={year >= LAST_YEAR} />
        </Flex>
        <Flex gap={16} wrap>
          {KINDS.map((kind) => <span key={kind}><span aria-hidden className={styles.legend} style={{ background: colors[kind].background }} />{t(`calendars.legend.${kind}`)}</span>)}
        </Flex>
      </Flex>
      <div className={styles.months}>
        {MONTHS.map((month) => (
          <section key={month} className={styles.month}>
            <Calendar
              fullscreen={false}
              value={dayjs(new Date(year, month, 1))}
              headerRender={() => <h3>{monthName.format(new Date(year, month, 1))}</h3>}
              fullCellRender={(date) => (date.month() === month ? <Day date={date} day={dayOf(date.format('YYYY-MM-DD'), isoWeekday(date))} colors={colors} /> : null)}
            />
          </section>
        ))}
      </div>
    </Flex>
  );
}

type Colors = Record<DayKind, { background: string; color: string }>;

function useColors(): Colors {
  const { token } = theme.useToken();
  return {
    off: { background: token.colorErrorBg, color: token.colorErrorText },
    working: { background: token.colorInfoBg, color: token.colorInfoText },
    weekend: { background: token.colorFillTertiary, color: token.colorTextSecondary },
  };
}

function Day({ date, day, colors }: { date: Dayjs; day: ShownDay | undefined; colors: Colors }): ReactNode {
  const { t } = useTranslation();
  if (!day) return <span className={styles.day}>{date.date()}</span>;
  const mark = day.kind !== 'weekend' && t(`calendars.marks.${day.kind}`);
  const shown = <span className={styles.day} style={colors[day.kind]}>{date.date()}{mark && <sup>{mark}</sup>}</span>;
  return day.name ? <Tooltip title={day.name}>{shown}</Tooltip> : shown;
}
