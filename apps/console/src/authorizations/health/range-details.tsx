import { Descriptions, Flex, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { TextButton } from '../../ui/text-button';
import { VisibleRange, WHOLE_CORP } from '../visible-range';
import { Typography } from '../../ui/typography';

/** Ids that show before somebody asks for the rest. */
const FIRST = 20;

/** The nodes of the visible range by their ids: WeCom gives apps no names of them. */
export function RangeDetails({ range }: { range: Schemas['VisibleRangeDto'] }): ReactNode {
  const { t } = useTranslation();
  const { departmentIds, userIds, tagIds } = range;
  const named = departmentIds.filter((id) => id !== WHOLE_CORP).map(String);
  const items = [
    { key: 'departments', label: t('authorizations.health.range.departments'), ids: named },
    { key: 'users', label: t('authorizations.health.range.users'), ids: userIds },
    { key: 'tags', label: t('authorizations.health.range.tags'), ids: tagIds.map(String) },
  ];
  return (
    <Flex vertical gap={8}>
      <VisibleRange range={range} />
      <Descriptions size="small" column={1} items={items.filter(({ ids }) => ids.length > 0).map(({ ids, ...item }) => ({ ...item, children: <Ids ids={ids} /> }))} />
      <Typography.Text type="secondary">{t('authorizations.health.range.hint')}</Typography.Text>
    </Flex>
  );
}

function Ids({ ids }: { ids: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? ids : ids.slice(0, FIRST);
  return (
    <Flex gap={4} wrap>
      {shown.map((id) => <Tag key={id} variant="filled" style={{ margin: 0 }}>{id}</Tag>)}
      {shown.length < ids.length && <TextButton onClick={() => setAll(true)}>{t('authorizations.health.range.all', { count: ids.length })}</TextButton>}
    </Flex>
  );
}
