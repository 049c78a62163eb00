import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { AGGREGATES, COMPARISONS, type Cell, type Comparison, type Leaf, type ValueOf } from './rules';

type Chart = Schemas['HostChartDto'];

interface ConditionLeafProps {
  condition: Leaf;
  charts: readonly Chart[];
  onChange: (condition: Leaf) => void;
  onRemove?: () => void;
}

const KINDS = ['value', 'change', 'row'] as const;
// A select in a form is as wide as the form, unless it is told otherwise.
const auto = { popupMatchSelectWidth: false, style: { width: 'auto', minWidth: 100 } } as const;

/** The same chart, looked at in another way. */
function ofKind(kind: Leaf['kind'], before: Leaf): Leaf {
  const value: ValueOf = before.kind === 'row' ? { chartId: before.chartId, of: 'first' } : before.value;
  if (kind === 'row') return { kind, chartId: value.chartId, where: [{ column: value.column ?? '', compare: '>', than: 0 }] };
  return kind === 'value' ? { kind, value, compare: '>', than: 0 } : { kind, value, unit: 'percent', compare: '>', than: 10 };
}

/** One condition: a number of a chart, how it changed, or a row that must be there. */
export function ConditionLeaf({ condition, charts, onChange, onRemove }: ConditionLeafProps): ReactNode {
  const { t } = useTranslation();
  const chartId = condition.kind === 'row' ? condition.chartId : condition.value.chartId;
  const setChart = (id: string): void => onChange(condition.kind === 'row' ? { ...condition, chartId: id } : { ...condition, value: { ...condition.value, chartId: id } });
  return (
    <Flex gap={8} align="center" wrap>
      <Select {...auto} aria-label={t('exceptions.chart')} value={chartId || undefined} placeholder={t('exceptions.chart')} options={charts.map(({ id, title }) => ({ value: id, label: title }))} onChange={setChart} />
      <Select {...auto} aria-label={t('exceptions.kind')} value={condition.kind} options={KINDS.map((value) => ({ value, label: t(`exceptions.kinds.${value}`) }))} onChange={(kind) => onChange(ofKind(kind, condition))} />
      {condition.kind === 'row' ? (
        <Cells cells={condition.where} onChange={(where) => onChange({ ...condition, where })} />
      ) : (
        <>
          <Value value={condition.value} onChange={(value) => onChange({ ...condition, value })} />
          {condition.kind === 'change' && <Select {...auto} aria-label={t('exceptions.unit')} value={condition.unit} options={(['percent', 'absolute'] as const).map((value) => ({ value, label: t(`exceptions.changeUnits.${value}`) }))} onChange={(unit) => onChange({ ...condition, unit })} />}
          <Compare value={condition.compare} onChange={(compare) => onChange({ ...condition, compare })} />
          <InputNumber aria-label={t('exceptions.than')} value={condition.than} onChange={(than) => onChange({ ...condition, than: than ?? 0 })} suffix={condition.kind === 'change' && condition.unit === 'percent' ? '%' : undefined} style={{ width: 120 }} />
        </>
      )}
      {onRemove && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('exceptions.removeCondition')} onClick={onRemove} />}
    </Flex>
  );
}

function Value({ value, onChange }: { value: ValueOf; onChange: (value: ValueOf) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Select {...auto} aria-label={t('exceptions.of')} value={value.of} options={AGGREGATES.map((one) => ({ value: one, label: t(`exceptions.aggregates.${one}`) }))} onChange={(of) => onChange({ ...value, of })} />
      {value.of !== 'count' && <Input aria-label={t('exceptions.column')} placeholder={t('exceptions.firstNumbers')} value={value.column ?? ''} maxLength={128} onChange={(event) => onChange({ ...value, column: event.target.value || undefined })} style={{ width: 130 }} />}
    </>
  );
}

function Compare({ value, onChange }: { value: Comparison; onChange: (compare: Comparison) => void }): ReactNode {
  const { t } = useTranslation();
  return <Select {...auto} aria-label={t('exceptions.compare')} value={value} options={COMPARISONS.map((one) => ({ value: one, label: t(`exceptions.comparisons.${one}`) }))} onChange={onChange} />;
}

/** What looks like a number is one: a number is compared with a number, a text with a text. */
const cellValue = (typed: string): number | string => (typed.trim() !== '' && Number.isFinite(Number(typed)) ? Number(typed) : typed);

function Cells({ cells, onChange }: { cells: Cell[]; onChange: (cells: Cell[]) => void }): ReactNode {
  const { t } = useTranslation();
  const set = (index: number, change: Partial<Cell>): void => onChange(cells.map((cell, i) => (i === index ? { ...cell, ...change } : cell)));
  return (
    <Flex vertical gap={8}>
      {cells.map((cell, index) => (
        <Flex key={index} gap={8} align="center">
          <Input aria-label={t('exceptions.column')} placeholder={t('exceptions.column')} value={cell.column} maxLength={128} onChange={(event) => set(index, { column: event.target.value })} style={{ width: 120 }} />
          <Compare value={cell.compare} onChange={(compare) => set(index, { compare })} />
          <Input aria-label={t('exceptions.than')} defaultValue={String(cell.than)} maxLength={200} onChange={(event) => set(index, { than: cellValue(event.target.value) })} style={{ width: 100 }} />
          {cells.length > 1 && <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('exceptions.removeCondition')} onClick={() => onChange(cells.filter((_, i) => i !== index))} />}
          {index === cells.length - 1 && cells.length < 10 && <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} aria-label={t('exceptions.addCell')} onClick={() => onChange([...cells, { column: '', compare: '=', than: '' }])} />}
        </Flex>
      ))}
    </Flex>
  );
}
