import { useInfiniteQuery, usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { Flex, Switch, Table, Tag, Tooltip, type TableColumnsType } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import type { Schemas } from '../api/client';
import { useRights } from '../session/me';
import { templatesQuery } from '../tasks/queries';
import { Failure, NoPermission } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { LoadMore } from '../ui/load-more';
import { Moment } from '../ui/moment';
import { onceOpen } from '../ui/once-open';
import { Page, Sheet } from '../ui/page';
import { TextButton } from '../ui/text-button';
import { Typography } from '../ui/typography';
import { useAddress } from '../ui/use-address';
import type { CopyFrom } from './copy-modal';
import { ownTemplatesQuery, type OwnTemplate, type TemplateLanguage } from './queries';
import { useTemplateState } from './use-template-state';

type BuiltIn = Schemas['TemplateDto'];
const CopyModal = onceOpen(async () => (await import('./copy-modal')).CopyModal, ({ from }) => from !== undefined);

export function TemplatesPage(): ReactNode {
  return useRights().editsAnywhere ? <Templates /> : <NoPermission />;
}

function Templates(): ReactNode {
  const { t } = useTranslation();
  const [copyFrom, setCopyFrom] = useState<CopyFrom>();
  const [{ archived }] = useAddress('archived');
  const own = useInfiniteQuery(ownTemplatesQuery(archived === '1'));
  usePrefetchQuery(templatesQuery);
  return (
    <Page title={t('templates.title')} description={t('templates.description')}>
      <OwnTemplates onCopy={setCopyFrom} />
      {/* Not before the list above it has its height: it would be moved away from under the hand. */}
      {!own.isLoading && <BuiltInTemplates onCopy={setCopyFrom} />}
      <CopyModal from={copyFrom} onClose={() => setCopyFrom(undefined)} />
    </Page>
  );
}

const heading = { margin: '0 0 12px', fontSize: 16 };

function OwnTemplates({ onCopy }: { onCopy: (from: CopyFrom) => void }): ReactNode {
  const { t } = useTranslation();
  const { administrator } = useRights();
  const [{ archived }, setAddress] = useAddress('archived');
  const templates = useInfiniteQuery(ownTemplatesQuery(archived === '1'));
  const setState = useTemplateState();
  const columns: TableColumnsType<OwnTemplate> = [
    { title: t('templates.name'), key: 'name', render: (_, { id, name }) => <Link to={`/templates/${id}`}><strong>{name}</strong></Link> },
    { title: t('templates.type'), key: 'type', render: (_, template) => <TypeTags template={template} /> },
    { title: t('templates.languages'), key: 'languages', width: 120, responsive: ['lg'], render: () => t('templates.bothLanguages') },
    { title: t('templates.version'), dataIndex: 'newestVersion', width: 80, render: (version: number) => `v${version}` },
    { title: t('templates.updatedAt'), key: 'at', width: 130, responsive: ['md'], render: (_, { updatedAt }) => <Moment value={updatedAt} /> },
    { title: t('common.state'), key: 'state', width: 110, render: (_, { state }) => <Tag variant="filled" color={state === 'active' ? 'success' : 'default'}>{t(`states.template.${state}`)}</Tag> },
    {
      title: t('common.actions'),
      key: 'actions',
      width: 160,
      hidden: !administrator,
      render: (_, template) => (
        <Flex gap={12}>
          <TextButton of={template.name} onClick={() => onCopy({ key: template.id, name: template.name })}>{t('templates.copy')}</TextButton>
          <TextButton of={template.name} danger={template.state === 'active'} onClick={() => setState(template)}>{t(template.state === 'active' ? 'templates.archive' : 'templates.unarchive')}</TextButton>
        </Flex>
      ),
    },
  ];
  return (
    <Sheet>
      <Flex justify="space-between" align="flex-start" wrap gap={8}>
        <h2 style={heading}>{t('templates.own')}</h2>
        <Flex gap={8} align="center" component="label">
          <Switch size="small" checked={archived === '1'} onChange={(shown) => setAddress({ archived: shown ? '1' : '' })} />{t('templates.withArchived')}
        </Flex>
      </Flex>
      {templates.error ? (
        <Failure error={templates.error} onRetry={() => void templates.refetch()} />
      ) : (
        <>
          <Table<OwnTemplate>
            rowKey="id"
            columns={columns}
            dataSource={templates.data?.pages.flatMap((page) => page.items)}
            loading={templates.isPending}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: templates.isPending ? ' ' : <ListEmpty title={t('templates.empty')} text={t(administrator ? 'templates.emptyText' : 'templates.emptyEditor')} /> }}
          />
          <LoadMore hasMore={templates.hasNextPage} loading={templates.isFetchingNextPage} onMore={() => void templates.fetchNextPage()} pages={templates.data?.pages.length ?? 0} />
        </>
      )}
    </Sheet>
  );
}

function BuiltInTemplates({ onCopy }: { onCopy: (from: CopyFrom) => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language as TemplateLanguage;
  const { administrator } = useRights();
  const { data, error, isPending, refetch } = useQuery(templatesQuery);
  const columns: TableColumnsType<BuiltIn> = [
    {
      title: t('templates.name'),
      key: 'name',
      render: (_, { key, name, description }) => (
        <div style={{ maxWidth: 520 }}>
          <Link to={`/templates/${key}`}><strong>{name[language]}</strong></Link>
          <br />
          <Typography.Text type="secondary">{description[language]}</Typography.Text>
        </div>
      ),
    },
    { title: t('templates.type'), key: 'type', render: (_, template) => <TypeTags template={template} /> },
    { title: t('templates.languages'), key: 'languages', width: 120, responsive: ['lg'], render: () => t('templates.bothLanguages') },
    { title: t('templates.version'), dataIndex: 'version', width: 80, render: (version: number) => `v${version}` },
    { title: t('common.actions'), key: 'actions', width: 100, hidden: !administrator, render: (_, { key, name }) => <TextButton of={name[language]} onClick={() => onCopy({ key, name: name[language] })}>{t('templates.copy')}</TextButton> },
  ];
  return (
    <Sheet>
      <h2 style={heading}>{t('templates.builtIn')}</h2>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : <Table<BuiltIn> rowKey="key" columns={columns} dataSource={data?.items} loading={isPending} pagination={false} scroll={{ x: 'max-content' }} />}
    </Sheet>
  );
}

function TypeTags({ template: { msgtype, channels, needsLink } }: { template: Pick<BuiltIn, 'msgtype' | 'channels' | 'needsLink'> }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex gap={4} wrap>
      <Tag variant="filled" color="processing">{t(`templates.types.${msgtype}`)}</Tag>
      {channels.length === 1 && channels[0] && <Tag variant="filled">{t(`templates.onlyChannel.${channels[0]}`)}</Tag>}
      {needsLink && <Tooltip title={t('templates.needsLinkHint')}><Tag variant="filled">{t('templates.needsLink')}</Tag></Tooltip>}
    </Flex>
  );
}
