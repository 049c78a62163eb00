import { ArrowRightOutlined } from '@ant-design/icons';
import { Descriptions, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../api/api-error';
import type { Schemas } from '../../api/client';
import { leafChanges } from './leaf-changes';
import { useFieldName } from './use-field-name';

type FieldChange = Pick<Schemas['FieldChangeDto'], 'field'> & { before: unknown; after: unknown };

/** What a change made of each field: only what differs, in words where it can be said in words. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }): ReactNode {
  const fieldName = useFieldName();
  const leaves = changes.flatMap(({ field, before, after }) => leafChanges(before, after, [field]));
  return (
    <Descriptions
      size="small"
      column={1}
      bordered
      styles={{ label: { width: 150, verticalAlign: 'top' } }}
      items={leaves.map(({ path, before, after }) => ({
        key: path.join('.'),
        label: path.map(fieldName).join(' › '),
        children: (
          <span>
            {!isNothing(before) && <><Typography.Text delete type="secondary"><FieldValue value={before} /></Typography.Text>{' '}<ArrowRightOutlined aria-hidden style={{ fontSize: 11, opacity: 0.6 }} />{' '}</>}
            <FieldValue value={after} />
          </span>
        ),
      }))}
    />
  );
}

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

export function FieldValue({ value }: { value: unknown }): ReactNode {
  const { t } = useTranslation();
  const fieldName = useFieldName();
  if (isNothing(value)) return <Typography.Text type="secondary">{t('tasks.history.nothing')}</Typography.Text>;
  if (typeof value === 'boolean') return t(value ? 'tasks.history.yes' : 'tasks.history.no');
  if (Array.isArray(value)) return value.map(plain).join(t('schedule.joiner'));
  if (isRecord(value)) return Object.entries(value).map(([name, inside]) => `${fieldName(name)}: ${plain(inside)}`).join('; ');
  return <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{plain(value)}</span>;
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
