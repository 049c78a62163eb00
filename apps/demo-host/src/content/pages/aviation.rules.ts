import type { RuleDefinition } from '../rule-definition';

const OF_NEWEST_DAY = 'where day = (select max(day) from flight_day)';

const COLUMNS = [
  { key: 'manager', title: { zh: '区域经理', en: 'Regional manager' } },
  { key: 'deputy', title: { zh: '副经理', en: 'Deputy' } },
];

const managersWhereLateShare = (condition: string): string => `select manager, deputy
  from region_manager
  join (select region, sum(late) / sum(flights) as late_share from flight_day ${OF_NEWEST_DAY} group by region) using (region)
  where late_share ${condition}`;

export const AVIATION_RULES: readonly RuleDefinition[] = [
  {
    id: 'late-above-average',
    title: { zh: '延误率高于全国平均的区域', en: 'Regions with more late flights than the average' },
    columns: COLUMNS,
    sql: managersWhereLateShare(`> (select sum(late) / sum(flights) from flight_day ${OF_NEWEST_DAY})`),
  },
  {
    id: 'late-above-90-percent',
    title: { zh: '延误率超过 90% 的区域（通常没有）', en: 'Regions with more than 90 % late flights (as a rule none)' },
    columns: COLUMNS,
    sql: managersWhereLateShare('> 0.9'),
  },
];
