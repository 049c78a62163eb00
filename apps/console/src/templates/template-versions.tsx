import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Modal, Skeleton, Table } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonNames } from '../tasks/people/use-person-names';
import { Failure } from '../ui/failure';
import { message } from '../ui/feedback';
import { later } from '../ui/later';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { TextButton } from '../ui/text-button';
import { Typography } from '../ui/typography';
import { versionsQuery, type Sources, type TemplateLanguage, type TemplateVersion } from './queries';

const Difference = later(async () => (await import('./code/difference')).Difference);

interface TemplateVersionsProps {
  id: string;
  language: TemplateLanguage;
  /** What is in the editor. */
  current: Sources;
  dark: boolean;
  /** Puts an older version into the editor; left out for who may not. */
  onRestore?: (sources: Sources) => void;
}

export function TemplateVersions({ id, language, current, dark, onRestore }: TemplateVersionsProps): ReactNode {
  const { t } = useTranslation();
  const [compared, setCompared] = useState<TemplateVersion>();
  const versions = useInfiniteQuery(versionsQuery(id));
  const person = usePersonNames(versions.data?.pages.flatMap((page) => page.items.map(({ createdBy }) => createdBy)) ?? []);
  if (versions.error) return <Failure error={versions.error} onRetry={() => void versions.refetch()} />;
  const restore = (version: TemplateVersion): void => {
    onRestore?.(version.sources);
    setCompared(undefined);
    message.info(t('templates.versions.restored', { version: version.version }));
  };
  return (
    <>
      <Table<TemplateVersion>
        size="small"
        rowKey="version"
        pagination={false}
        loading={versions.isPending}
        dataSource={versions.data?.pages.flatMap((page) => page.items)}
        columns={[
          { title: t('templates.version'), key: 'version', render: (_, { version }) => `v${version}` },
          { title: t('templates.versions.at'), key: 'at', render: (_, { createdAt }) => <Moment value={createdAt} /> },
          { title: t('templates.versions.by'), key: 'by', render: (_, { createdBy }) => person(createdBy) },
          { title: t('common.actions'), key: 'actions', render: (_, version) => <TextButton of={`v${version.version}`} onClick={() => setCompared(version)}>{t('templates.versions.compare')}</TextButton> },
        ]}
      />
      <LoadMore hasMore={versions.hasNextPage} loading={versions.isFetchingNextPage} onMore={() => void versions.fetchNextPage()} pages={versions.data?.pages.length ?? 0} />
      <Modal
        open={compared !== undefined}
        width={1100}
        title={t('templates.versions.title', { version: compared?.version })}
        onCancel={() => setCompared(undefined)}
        footer={
          <>
            <Button onClick={() => setCompared(undefined)}>{t('templates.versions.close')}</Button>
            {onRestore && compared && <Button type="primary" onClick={() => restore(compared)}>{t('templates.versions.restore', { version: compared.version })}</Button>}
          </>
        }
        // The buttons stay where they are when the difference comes.
        styles={{ body: { minHeight: 320 } }}
        destroyOnHidden
      >
        {compared && (
          <Suspense fallback={<Skeleton active />}>
            <Flex justify="space-between"><Typography.Text type="secondary">v{compared.version}</Typography.Text><Typography.Text type="secondary">{t('templates.versions.inEditor')}</Typography.Text></Flex>
            {Object.entries(compared.sources[language] ?? {}).map(([field, before]) => <Difference key={field} before={before} after={current[language]?.[field] ?? ''} dark={dark} />)}
          </Suspense>
        )}
      </Modal>
    </>
  );
}
