import { CheckOutlined, LoadingOutlined } from '@ant-design/icons';
import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Erasure } from './queries';

/** In the order in which they are erased. */
const AREAS = ['tasks', 'bindings', 'robots', 'authorizations', 'alarms', 'dispatch', 'records', 'audit', 'deeds'] as const;
type Area = (typeof AREAS)[number];

/** Above it the API counts no further. */
const COUNTED = 10_000;

/** @returns the name of a part of our data; its code for one that a later version brings */
export function useAreaName(): (area: string) => string {
  const { t } = useTranslation();
  return (area) => {
    const known = AREAS.find((one) => one === area);
    return known ? t(`erasures.areas.${known}`) : area;
  };
}

/** What there is of the person, part by part, what becomes of it, and how far that is. */
export function AreaTable({ erasure: { state, found, erased, area: current } }: { erasure: Erasure }): ReactNode {
  const { t } = useTranslation();
  const columns: TableColumnsType<{ area: Area }> = [
    { title: t('erasures.area'), key: 'area', width: 96, render: (_, { area }) => t(`erasures.areas.${area}`) },
    {
      title: t('erasures.found'),
      key: 'found',
      width: 96,
      render: (_, { area }) => {
        const count = found[area];
        if (count === undefined) return '—';
        return count > COUNTED ? t('erasures.foundMore', { count: COUNTED }) : t('erasures.rows', { count });
      },
    },
    { title: t('erasures.becomes'), key: 'becomes', render: (_, { area }) => t(`erasures.becomesOf.${area}`) },
    ...(state === 'running' || state === 'done'
      ? [
          {
            title: t('erasures.erased'),
            key: 'erased',
            width: 96,
            render: (_: unknown, { area }: { area: Area }) => (
              <>
                {area === current && <LoadingOutlined aria-hidden />}
                {state === 'done' && <CheckOutlined aria-hidden />}{' '}
                {(erased[area] !== undefined || state === 'done') && t('erasures.rows', { count: erased[area] ?? 0 })}
              </>
            ),
          },
        ]
      : []),
  ];
  return <Table size="small" rowKey="area" columns={columns} dataSource={AREAS.map((area) => ({ area }))} pagination={false} />;
}
