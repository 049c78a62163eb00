import { CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Flex, Input, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import { Failure } from '../../ui/failure';
import { message } from '../../ui/feedback';
import { saveFile } from '../../ui/save-file';
import { Typography } from '../../ui/typography';

interface ExportDrawerProps {
  of: Schemas['ExportTasksRequestDto'];
  onClose: () => void;
}

const download = (yaml: string): void => saveFile(new Blob([yaml], { type: 'application/yaml' }), 'push-tasks.yaml');

/** Tasks as text, for a repository. */
export function ExportDrawer({ of, onClose }: ExportDrawerProps): ReactNode {
  const { t } = useTranslation();
  const file = useQuery({ queryKey: ['tasks-export', of], queryFn: () => ask(api.POST('/push/tasks/export', { body: of })), gcTime: 0, retry: false });
  const yaml = file.data?.yaml;
  // Pages without TLS have no clipboard: there the file is downloaded.
  const mayCopy = typeof navigator.clipboard !== 'undefined';
  return (
    <Drawer
      open
      size={760}
      title={t('taskDialogs.code.exportTitle')}
      onClose={onClose}
      extra={
        yaml !== undefined && (
          <Flex gap={8}>
            {mayCopy && <Button icon={<CopyOutlined aria-hidden />} onClick={() => void navigator.clipboard.writeText(yaml).then(() => message.success(t('taskDialogs.code.copied')))}>{t('taskDialogs.code.copy')}</Button>}
            <Button type="primary" icon={<DownloadOutlined aria-hidden />} onClick={() => download(yaml)}>{t('taskDialogs.code.download')}</Button>
          </Flex>
        )
      }
    >
      <Typography.Paragraph type="secondary">{t('taskDialogs.code.exportText')}</Typography.Paragraph>
      {file.isPending && <Skeleton active />}
      {file.error && <Failure error={file.error} />}
      {yaml !== undefined && <Input.TextArea readOnly aria-label="YAML" value={yaml} autoSize={{ minRows: 12, maxRows: 32 }} style={{ fontFamily: 'ui-monospace, Consolas, monospace', fontSize: 13 }} />}
    </Drawer>
  );
}
