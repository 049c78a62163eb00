import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MenuButton } from '../ui/menu-button';
import { BROWSER_ZONE } from '../ui/moment';
import { saveFile } from '../ui/save-file';
import { useReportError } from '../ui/use-report-error';

export interface ExportForm {
  format: 'csv' | 'xlsx';
  language: 'zh-CN' | 'en-US';
  zone: string;
}

/** A list as a file, for Excel or for programs. @param name of the file, without day and ending */
export function ExportMenu({ name, read }: { name: string; read: (form: ExportForm) => Promise<Blob> }): ReactNode {
  const { t, i18n } = useTranslation();
  const report = useReportError();
  const save = useMutation({
    mutationFn: async (format: ExportForm['format']) =>
      saveFile(await read({ format, language: i18n.language === 'zh-CN' ? 'zh-CN' : 'en-US', zone: BROWSER_ZONE }), `${name}-${dayjs().format('YYYYMMDD-HHmm')}.${format}`),
    onError: report,
  });
  const items = (['xlsx', 'csv'] as const).map((format) => ({ key: format, label: t(`records.export.${format}`), onClick: () => save.mutate(format) }));
  return (
    <MenuButton menu={{ items }}>
      <Button icon={<DownloadOutlined aria-hidden />} loading={save.isPending}>{t('records.export.button')}</Button>
    </MenuButton>
  );
}
