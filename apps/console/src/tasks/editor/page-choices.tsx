import { Checkbox, Flex, Form, InputNumber, Radio, Select } from 'antd';
import Input from 'antd/es/input/Input';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { later } from '../../ui/later';
import { Typography } from '../../ui/typography';

// Few pages have a filter by date.
const DateFilter = later(async () => (await import('./date-filter')).DateFilter);

type Chart = Schemas['HostChartDto'];
type Filter = Schemas['HostFilterDto'];
type Choice = Schemas['FilterChoiceDto'];

interface ChartsInputProps {
  id?: string;
  /** Null: the whole page. */
  value?: string[] | null;
  onChange?: (charts: string[] | null) => void;
  charts: readonly Chart[];
}

export function ChartsInput({ id, value = null, onChange, charts }: ChartsInputProps): ReactNode {
  const { t } = useTranslation();
  // A chart that the page lost stays to be seen, and can be taken out.
  const gone = value?.filter((chosen) => charts.every((chart) => chart.id !== chosen)) ?? [];
  return (
    <Flex id={id} vertical gap={8}>
      <Radio.Group
        value={value === null ? 'whole' : 'some'}
        onChange={(event) => onChange?.(event.target.value === 'whole' ? null : charts.map((chart) => chart.id))}
        options={[{ value: 'whole', label: t('taskEditor.wholePage') }, { value: 'some', label: t('taskEditor.someCharts') }]}
      />
      {value !== null && (
        <Checkbox.Group
          value={value}
          onChange={onChange}
          options={[...charts.map((chart) => ({ value: chart.id, label: chart.title })), ...gone.map((chart) => ({ value: chart, label: t('taskEditor.chartGone', { id: chart }) }))]}
        />
      )}
    </Flex>
  );
}

interface FiltersInputProps {
  id?: string;
  value?: Choice[];
  onChange?: (filters: Choice[]) => void;
  filters: readonly Filter[];
}

/** A field for each filter of the page; an empty one leaves the page's own. */
export function FiltersInput({ id, value = [], onChange, filters }: FiltersInputProps): ReactNode {
  const set = (filterId: string, values: string[]): void => onChange?.([...value.filter((choice) => choice.id !== filterId), ...(values.length > 0 ? [{ id: filterId, values }] : [])]);
  return (
    <Flex id={id} gap={16} wrap>
      {filters.map((filter) => (
        <div key={filter.id} style={{ minWidth: 200, flex: '1 1 200px', maxWidth: 320 }}>
          <Typography.Text type="secondary">{filter.title}</Typography.Text>
          <FilterInput filter={filter} values={value.find((choice) => choice.id === filter.id)?.values ?? []} onChange={(values) => set(filter.id, values)} />
        </div>
      ))}
    </Flex>
  );
}

function FilterInput({ filter, values, onChange }: { filter: Filter; values: string[]; onChange: (values: string[]) => void }): ReactNode {
  const { t } = useTranslation();
  const { kind, multiple, title } = filter;
  const shared = { 'aria-label': title, placeholder: t('taskEditor.filterOwn'), style: { width: '100%' } };
  if (filter.values) {
    const options = filter.values.map((option) => ({ value: option.value, label: option.title }));
    if (multiple) return <Select<string[]> {...shared} mode={kind === 'choice' ? 'multiple' : 'tags'} allowClear value={values} options={options} onChange={onChange} />;
    if (kind === 'choice') return <Select<string> {...shared} allowClear value={values[0]} options={options} onChange={(value: string | undefined) => onChange(value ? [value] : [])} />;
    // One value, of those offered or written: the last one counts.
    return <Select<string[]> {...shared} mode="tags" allowClear value={values} options={options} onChange={(all) => onChange(all.slice(-1))} />;
  }
  if (multiple) return <Select<string[]> {...shared} mode="tags" value={values} onChange={onChange} />;
  if (kind === 'date') return <Suspense fallback={<Input {...shared} disabled />}><DateFilter {...shared} value={values[0]} onChange={(date) => onChange(date === undefined ? [] : [date])} /></Suspense>;
  if (kind === 'number') return <InputNumber<string> {...shared} stringMode value={values[0] ?? null} onChange={(value) => onChange(value === null ? [] : [value])} />;
  return <Input {...shared} allowClear value={values[0] ?? ''} onChange={(event) => onChange(event.target.value ? [event.target.value] : [])} />;
}

/** Charts and filters of the page, where the BI tells them. */
export function PageChoices({ page }: { page: Schemas['HostPageDetailDto'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {page.charts && page.charts.length > 0 && (
        <Form.Item name="charts" label={t('taskEditor.charts')} rules={[{ validator: (_, charts: string[] | null) => (charts?.length === 0 ? Promise.reject(new Error(t('taskEditor.chartsRequired'))) : Promise.resolve()) }]}>
          <ChartsInput charts={page.charts} />
        </Form.Item>
      )}
      {page.filters && page.filters.length > 0 && (
        <Form.Item name="filters" label={t('taskEditor.filters')} extra={t('taskEditor.filtersHint')}>
          <FiltersInput filters={page.filters} />
        </Form.Item>
      )}
    </>
  );
}
