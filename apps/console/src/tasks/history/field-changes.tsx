import { ArrowRightOutlined } from '@ant-design/icons';
import { Descriptions } from 'antd';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { Typography } from '../../ui/typography';
import { leafChanges } from './leaf-changes';
import { useFieldName } from './use-field-name';
import { useValueText } from './use-value-text';

type FieldChange = Pick<Schemas['FieldChangeDto'], 'field'> & { before: unknown; after: unknown };

/** What a change made of each field: only what differs, in words where it can be said in words. */
export function FieldChanges({ changes }: { changes: readonly FieldChange[] }): ReactNode {
  const fieldName = useFieldName();
  const leaves = changes.flatMap(({ field, before, after }) => leafChanges(before, after, [field]));
  const text = useValueText(leaves.flatMap(({ path, before, after }) => [before, after].map((value) => [path.at(-1) ?? '', value] as const)));
  return (
    <Descriptions
      size="small"
      column={1}
      bordered
      styles={{ label: { width: 150, verticalAlign: 'top' } }}
      items={leaves.map(({ path, before, after }) => {
        const field = path.at(-1) ?? '';
        return {
          key: path.join('.'),
          label: path.map(fieldName).join(' › '),
          children: (
            <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {!isNothing(before) && <><Typography.Text delete type="secondary">{text(field, before)}</Typography.Text>{' '}<ArrowRightOutlined aria-hidden style={{ fontSize: 11, opacity: 0.6 }} />{' '}</>}
              {isNothing(after) ? <Typography.Text type="secondary">{text(field, null)}</Typography.Text> : text(field, after)}
            </span>
          ),
        };
      })}
    />
  );
}

const isNothing = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
