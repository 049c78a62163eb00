import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import type { Language } from '../i18n/language';
import { saveFile } from '../ui/save-file';
import { useReportError } from '../ui/use-report-error';

/** All users with their accounts, to be filled in and imported again. */
export function ExportButton({ authorizationId }: { authorizationId: string }): ReactNode {
  const { t, i18n } = useTranslation();
  const report = useReportError();
  const exported = useMutation({
    mutationFn: () => ask<unknown>(api.GET('/push/bindings/export', { params: { query: { authorizationId, language: i18n.language as Language } }, parseAs: 'blob' })),
    onSuccess: (file) => saveFile(file as Blob, t('users.exportFile')),
    onError: report,
  });
  return <Button icon={<DownloadOutlined aria-hidden />} loading={exported.isPending} onClick={() => exported.mutate()}>{t('users.export')}</Button>;
}
