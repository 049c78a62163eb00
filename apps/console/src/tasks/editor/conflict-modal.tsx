import { Alert, Descriptions, Flex, Modal, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldName } from '../history/use-field-name';
import { useValueText } from '../history/use-value-text';
import type { Merge } from './merge';
import type { TaskForm } from './task-form';

interface ConflictModalProps {
  merge: Merge;
  saved: TaskForm;
  onMerge: (form: TaskForm) => void;
  onClose: () => void;
}

type Side = 'mine' | 'theirs';

/** Somebody saved the task meanwhile: both works are kept, and where both changed the same one chooses. */
export function ConflictModal({ merge, saved, onMerge, onClose }: ConflictModalProps): ReactNode {
  const { t } = useTranslation();
  const fieldName = useFieldName();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const { merged, theirs, both } = merge;
  const text = useValueText([...both, ...theirs].flatMap((field) => [[field, merged[field]] as const, [field, saved[field]] as const]));
  const take = (): void => {
    const chosen = Object.fromEntries(both.filter((field) => sides[field] === 'theirs').map((field) => [field, saved[field]]));
    onMerge({ ...merged, ...chosen });
  };
  return (
    <Modal open width={720} title={t('taskEditor.changedTitle')} okText={t('taskEditor.mergeOk')} onOk={take} onCancel={onClose} mask={{ closable: false }}>
      <Flex vertical gap={16}>
        <Alert type="info" showIcon title={t('taskEditor.mergeText')} />
        {both.map((field) => (
          <div key={field}>
            <strong>{t('taskEditor.mergeBoth', { field: fieldName(field) })}</strong>
            <Radio.Group
              vertical
              value={sides[field] ?? 'mine'}
              onChange={(event) => setSides({ ...sides, [field]: event.target.value as Side })}
              options={[
                { value: 'mine', label: t('taskEditor.mergeMine') + text(field, merged[field]) },
                { value: 'theirs', label: t('taskEditor.mergeTheirs') + text(field, saved[field]) },
              ]}
            />
          </div>
        ))}
        {theirs.length > 0 && (
          <Descriptions size="small" bordered column={1} title={t('taskEditor.mergeTaken')} items={theirs.map((field) => ({ key: field, label: fieldName(field), children: text(field, saved[field]) }))} />
        )}
      </Flex>
    </Modal>
  );
}
