import { UploadOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Input, Upload } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { api, ask, type Schemas } from '../../api/client';
import { message } from '../../ui/feedback';
import { Typography } from '../../ui/typography';
import { useErrorText } from '../../ui/use-error-text';
import { TASKS_KEY } from '../queries';
import { ImportSteps } from './import-steps';

type Steps = Schemas['ImportTasksResponseDto'];

/** Versions that the difference was made against: who changed a task since then is not overwritten. */
const versionsOf = ({ tasks }: Steps): Record<string, number> => Object.fromEntries(tasks.flatMap(({ taskId, version }) => (taskId !== null && version !== null ? [[taskId, version]] : [])));

/** Push as code: what a file would change is seen first, and then done as a whole or not at all. */
export function ImportDrawer({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const textOf = useErrorText();
  const [yaml, setYaml] = useState('');
  const send = useMutation({
    mutationFn: (versions: Record<string, number> | undefined) => ask(api.POST('/push/tasks/import', { body: { yaml, apply: versions !== undefined, versions } })),
    onSuccess: ({ applied }) => {
      if (!applied) return;
      message.success(t('taskDialogs.code.applied'));
      void queries.invalidateQueries({ queryKey: TASKS_KEY });
    },
  });
  const steps = send.data;
  const count = (outcome: string): number => steps?.tasks.filter((task) => task.outcome === outcome).length ?? 0;
  const changes = count('create') + count('update');
  const mayApply = steps !== undefined && !steps.applied && count('error') === 0 && changes > 0;
  const change = (text: string): void => {
    setYaml(text);
    send.reset();
  };
  return (
    <Drawer
      open
      size={860}
      title={t('taskDialogs.code.importTitle')}
      onClose={onClose}
      mask={{ closable: yaml === '' }}
      footer={
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{t(steps?.applied ? 'taskDialogs.close' : 'common.cancel')}</Button>
          {!mayApply && !steps?.applied && <Button type="primary" disabled={yaml.trim() === ''} loading={send.isPending} onClick={() => send.mutate(undefined)}>{t('taskDialogs.code.check')}</Button>}
          {mayApply && <Button type="primary" loading={send.isPending} onClick={() => send.mutate(versionsOf(steps))}>{t('taskDialogs.code.apply', { count: changes })}</Button>}
        </Flex>
      }
    >
      <Flex vertical gap={12}>
        <Typography.Text type="secondary">{t('taskDialogs.code.importText')}</Typography.Text>
        <Upload
          accept=".yaml,.yml,text/yaml,application/yaml"
          showUploadList={false}
          beforeUpload={(file) => {
            void file.text().then(change);
            return false;
          }}
        >
          <Button icon={<UploadOutlined aria-hidden />}>{t('taskDialogs.code.choose')}</Button>
        </Upload>
        <Input.TextArea
          aria-label={t('taskDialogs.code.paste')}
          placeholder={t('taskDialogs.code.paste')}
          value={yaml}
          disabled={send.isPending}
          onChange={(event) => change(event.target.value)}
          autoSize={{ minRows: 6, maxRows: steps ? 10 : 24 }}
          spellCheck={false}
          style={{ fontFamily: 'ui-monospace, Consolas, monospace', fontSize: 13 }}
        />
        {send.error && <Alert type="error" showIcon title={textOf(send.error).title} description={send.error instanceof ApiError ? (textOf(send.error).remedy ?? send.error.message) : undefined} />}
        {steps?.applied && <Alert type="success" showIcon title={t('taskDialogs.code.appliedText', { count: changes })} />}
        {steps && !steps.applied && count('error') > 0 && <Alert type="error" showIcon title={t('taskDialogs.code.hasErrors', { count: count('error') })} />}
        {steps && changes === 0 && count('error') === 0 && <Alert type="info" showIcon title={t('taskDialogs.code.nothing')} />}
        {steps && <ImportSteps steps={steps.tasks} />}
      </Flex>
    </Drawer>
  );
}
