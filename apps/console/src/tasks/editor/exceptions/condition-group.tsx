import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import { ConditionLeaf } from './condition-leaf';
import { MAX_DEPTH, type Condition, type Leaf } from './rules';

type Chart = Schemas['HostChartDto'];
type Group = Exclude<Condition, Leaf>;

export const firstLeaf = (charts: readonly Chart[]): Leaf => ({ kind: 'value', value: { chartId: charts[0]?.id ?? '', of: 'first' }, compare: '>', than: 0 });

/** A single condition is a group of one. */
export const groupOf = (condition: Condition): Group => (condition.kind === 'and' || condition.kind === 'or' ? condition : { kind: 'and', all: [condition] });

const partsOf = (group: Group): Condition[] => (group.kind === 'and' ? group.all : group.any);
const made = (kind: Group['kind'], parts: Condition[]): Group => (kind === 'and' ? { kind, all: parts } : { kind, any: parts });

interface ConditionGroupProps {
  condition: Group;
  charts: readonly Chart[];
  /** 1 for the outermost. */
  depth: number;
  onChange: (condition: Group) => void;
  onRemove?: () => void;
}

/** Conditions of which all, or any, must hold; groups may stand within groups. */
export function ConditionGroup({ condition, charts, depth, onChange, onRemove }: ConditionGroupProps): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const parts = partsOf(condition);
  const set = (next: Condition[]): void => onChange(made(condition.kind, next));
  const replace = (index: number) => (part: Condition): void => set(parts.map((before, i) => (i === index ? part : before)));
  const remove = (index: number) => (): void => set(parts.filter((_, i) => i !== index));
  return (
    <div role="group" style={{ padding: 12, border: `1px solid ${token.colorBorderSecondary}`, borderRadius: token.borderRadius }}>
      <Flex justify="space-between" gap={8} style={{ marginBottom: 8 }}>
        <Segmented<Group['kind']> size="small" aria-label={t('exceptions.joined')} value={condition.kind} options={(['and', 'or'] as const).map((value) => ({ value, label: t(`exceptions.join.${value}`) }))} onChange={(kind) => onChange(made(kind, parts))} />
        {onRemove && <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('exceptions.removeGroup')} onClick={onRemove} />}
      </Flex>
      <Flex vertical gap={8}>
        {parts.map((part, index) => {
          // Conditions have no identity of their own.
          const shared = { charts, onRemove: parts.length > 1 ? remove(index) : undefined };
          if (part.kind === 'and' || part.kind === 'or') return <ConditionGroup key={index} {...shared} condition={part} depth={depth + 1} onChange={replace(index)} />;
          return <ConditionLeaf key={index} {...shared} condition={part} onChange={replace(index)} />;
        })}
        <Flex gap={8} wrap>
          <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => set([...parts, firstLeaf(charts)])}>{t('exceptions.addCondition')}</Button>
          {/* The innermost level holds no groups. */}
          {depth < MAX_DEPTH - 1 && <Button size="small" type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => set([...parts, made(condition.kind === 'and' ? 'or' : 'and', [firstLeaf(charts)])])}>{t('exceptions.addGroup')}</Button>}
        </Flex>
      </Flex>
    </div>
  );
}
