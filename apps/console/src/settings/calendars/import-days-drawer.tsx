import { InboxOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Radio, Spin, Tag, Upload, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../../api/client';
import { message } from '../../ui/feedback';
import { PagedTable } from '../../ui/paged-table';
import { textOfFile } from '../../ui/text-of-file';
import { Typography } from '../../ui/typography';
import { inLanguage, useErrorText } from '../../ui/use-error-text';
import { KindTag } from './day-list';
import { changesOf, isTooMany, listedDaysOf, withDays, type DayChange, type ListedDay } from './days';
import type { CalendarFormat } from './queries';

const COLORS: Record<DayChange['how'], string> = { added: 'success', changed: 'processing', removed: 'error' };

type ReadFile = Schemas['CalendarFileResponseDto'] & { name: string; format: CalendarFormat };

interface ImportDaysDrawerProps {
  open: boolean;
  days: readonly ListedDay[];
  onClose: () => void;
  onTaken: (days: ListedDay[]) => void;
}

/** Days from a file: what it changes and what of it cannot be read is seen before anything is taken over. */
export function ImportDaysDrawer({ open, days, onClose, onTaken }: ImportDaysDrawerProps): ReactNode {
  const { t } = useTranslation();
  const textOf = useErrorText();
  const [mode, setMode] = useState<'add' | 'replace'>('add');
  const read = useMutation({
    mutationFn: async (file: File): Promise<ReadFile> => {
      const format: CalendarFormat = file.name.toLowerCase().endsWith('.ics') ? 'ics' : 'csv';
      return { ...(await ask(api.POST('/push/calendars/read', { body: { format, text: await textOfFile(file) } }))), name: file.name, format };
    },
  });
  const file = read.data;
  const found = file ? listedDaysOf(file) : [];
  const after = mode === 'add' ? withDays(days, found) : found;
  const changes = file ? changesOf(days, after) : [];
  const tooMany = isTooMany(after);

  const columns: TableColumnsType<DayChange> = [
    { title: t('calendars.date'), key: 'date', width: 120, render: (_, { day }) => <span style={{ whiteSpace: 'nowrap' }}>{day.date}</span> },
    { title: t('calendars.changes'), key: 'how', width: 110, render: (_, { how }) => <Tag variant="filled" color={COLORS[how]}>{t(`calendars.change.${how}`)}</Tag> },
    { title: t('calendars.kind'), key: 'kind', width: 80, render: (_, { day }) => <KindTag working={day.working} /> },
    {
      title: t('calendars.dayName'),
      key: 'name',
      render: (_, { day, before }) => <>{day.name}{before && <><br /><Typography.Text type="secondary">{t('calendars.before', { kind: t(`calendars.kinds.${before.working ? 'working' : 'off'}`), name: before.name })}</Typography.Text></>}</>,
    },
  ];
  return (
    <Drawer
      open={open}
      size={720}
      title={t('calendars.importTitle')}
      onClose={onClose}
      afterOpenChange={(isOpen) => !isOpen && read.reset()}
      destroyOnHidden
      footer={
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="primary"
            disabled={changes.length === 0 || tooMany}
            onClick={() => {
              onTaken(after);
              onClose();
              message.success(t('calendars.taken'));
            }}
          >
            {t('calendars.take', { count: changes.length })}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap={16}>
        <Typography.Text type="secondary">{t('calendars.importText')}</Typography.Text>
        <Spin spinning={read.isPending}>
          <Upload.Dragger
            accept=".csv,.txt,.ics,text/csv,text/calendar"
            showUploadList={false}
            beforeUpload={(chosen) => {
              read.mutate(chosen);
              return false;
            }}
          >
            <p className="ant-upload-drag-icon"><InboxOutlined aria-hidden /></p>
            <p className="ant-upload-text">{file?.name ?? t('calendars.drop')}</p>
            <p className="ant-upload-hint">{t('calendars.dropHint')}</p>
          </Upload.Dragger>
        </Spin>
        {read.error && <Alert type="error" showIcon title={textOf(read.error).title} description={textOf(read.error).remedy} />}
        {file && (
          <>
            <Problems file={file} />
            {days.length > 0 && <Radio.Group aria-label={t('calendars.mode')} value={mode} onChange={({ target }) => setMode(target.value as 'add' | 'replace')} options={(['add', 'replace'] as const).map((value) => ({ value, label: t(`calendars.modes.${value}`) }))} />}
            {tooMany && <Alert type="error" showIcon title={t('calendars.tooManyDays')} />}
            {changes.length === 0 ? <Alert type="info" showIcon title={t('calendars.noChanges')} /> : <PagedTable<DayChange> rowKey={({ day }) => day.date} columns={columns} rows={changes} size={50} scroll={{ x: 'max-content' }} />}
          </>
        )}
      </Flex>
    </Drawer>
  );
}

/** What of the file was left out, line by line. */
function Problems({ file: { problems, problemCount, format } }: { file: ReadFile }): ReactNode {
  const { t, i18n } = useTranslation();
  if (problemCount === 0) return null;
  const list = (
    <ul style={{ margin: 0, paddingInlineStart: 20, maxHeight: 200, overflow: 'auto' }} tabIndex={0}>
      {problems.map(({ line, code, text }) => <li key={`${line} ${code}`}>{t(`calendars.lineOf.${format}`, { line })}{inLanguage(text, i18n.language)}</li>)}
      {problemCount > problems.length && <li>{t('calendars.moreProblems', { count: problemCount - problems.length })}</li>}
    </ul>
  );
  return <Alert type="warning" showIcon title={t('calendars.problems', { count: problemCount })} description={list} />;
}
