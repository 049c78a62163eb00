import { Collapse, Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { FieldChanges } from '../history/field-changes';
import { useFieldName } from '../history/use-field-name';
import { Typography } from '../../ui/typography';

type Step = Schemas['ImportStepDto'];

const COLORS = { create: 'success', update: 'processing', unchanged: 'default', error: 'error' } as const;
/** What one must read is open. */
const OPENED = 5;

/** What a file would do to each task, field by field. */
export function ImportSteps({ steps }: { steps: readonly Step[] }): ReactNode {
  const { t } = useTranslation();
  const items = steps.map((step, index) => ({
    key: String(index),
    collapsible: step.outcome === 'unchanged' ? ('disabled' as const) : undefined,
    showArrow: step.outcome !== 'unchanged',
    label: (
      <Flex gap={8} align="center" wrap>
        <Tag color={COLORS[step.outcome]} variant="filled">{t(`taskDialogs.code.outcome.${step.outcome}`)}</Tag>
        <strong>{step.title ?? '—'}</strong>
        <Typography.Text type="secondary">{t('taskDialogs.code.line', { line: step.line })}</Typography.Text>
      </Flex>
    ),
    children: step.problems.length > 0 ? <Problems problems={step.problems} /> : <FieldChanges changes={step.changes} />,
  }));
  const urgent = items.filter((_, index) => steps[index]?.outcome === 'error' || steps[index]?.outcome === 'update').slice(0, OPENED).map(({ key }) => key);
  return <Collapse key={urgent.join()} items={items} defaultActiveKey={urgent} size="small" />;
}

function Problems({ problems }: { problems: Step['problems'] }): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language as 'zh-CN' | 'en-US';
  const fieldName = useFieldName();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 18 }}>
      {problems.map(({ field, line, text }) => (
        <li key={`${field} ${line}`}>
          <Typography.Text strong>{field.split('.').filter((part) => !/^\d+$/.test(part)).map(fieldName).join(' › ')}</Typography.Text>{' · '}{t('taskDialogs.code.line', { line })}{t('taskDialogs.code.colon')}{text[language]}
        </li>
      ))}
    </ul>
  );
}
