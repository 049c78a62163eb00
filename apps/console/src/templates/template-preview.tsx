import { useQuery } from '@tanstack/react-query';
import { Alert, Flex, Progress, Select, Skeleton, Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../api/client';
import { PhoneScreen } from '../records/phone/phone-screen';
import { useRights } from '../session/me';
import { pagesQuery, projectsQuery } from '../tasks/queries';
import { ListEmpty } from '../ui/list-empty';
import { BROWSER_ZONE } from '../ui/moment';
import { Typography } from '../ui/typography';
import { useAddress } from '../ui/use-address';
import { useErrorText } from '../ui/use-error-text';
import type { Sources, TemplateLanguage } from './queries';

type Message = Schemas['PreviewMessageDto'];

interface TemplatePreviewProps {
  templateKey: string;
  /** Unsaved ones. */
  sources: Sources | undefined;
  language: TemplateLanguage;
  /** There are problems: what was previewed last stays. */
  broken: boolean;
}

/** What the template makes of a real page, as the person at the screen may see it. */
export function TemplatePreview({ templateKey, sources, language, broken }: TemplatePreviewProps): ReactNode {
  const { t } = useTranslation();
  const { mayEdit } = useRights();
  const textOf = useErrorText();
  const [{ project, page }, setAddress] = useAddress('project', 'page');
  const projects = useQuery(projectsQuery);
  const pages = useQuery(pagesQuery(project));
  const chosen = pages.data?.find(({ id }) => id === page);
  const preview = useQuery({
    queryKey: ['template-preview', templateKey, sources, language, project, page],
    queryFn: ({ signal }) => ask(api.POST('/push/templates/preview', { body: { projectId: project, pageId: page, templateKey, sources, language, title: chosen!.title, withLink: true, zone: BROWSER_ZONE, splitTables: false, charts: null, filters: [] }, signal })),
    enabled: chosen !== undefined && !broken,
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  return (
    <Flex vertical gap={16}>
      <Flex gap={8} wrap>
        <Select
          aria-label={t('templates.preview.project')}
          placeholder={t('templates.preview.project')}
          value={project || undefined}
          loading={projects.isPending}
          options={projects.data?.items.filter(({ id }) => mayEdit(id)).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => setAddress({ project: id, page: '' })}
          style={{ flex: '1 1 140px' }}
        />
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('templates.preview.page')}
          placeholder={t('templates.preview.page')}
          value={page || undefined}
          disabled={!project}
          loading={pages.isFetching}
          options={pages.data?.map(({ id, title, published }) => ({ value: id, label: title, disabled: !published }))}
          onChange={(id) => setAddress({ page: id })}
          style={{ flex: '2 1 200px' }}
        />
      </Flex>
      {broken && <Alert type="warning" showIcon title={t('templates.preview.broken')} />}
      {preview.error && <Alert type="error" showIcon title={textOf(preview.error).title} description={textOf(preview.error).remedy} />}
      {!chosen && <ListEmpty title={t('templates.preview.choose')} />}
      {chosen && preview.isPending && !broken && <Skeleton active />}
      {chosen && preview.data?.messages.map((message, index) => <Previewed key={index} message={message} />)}
    </Flex>
  );
}

function Previewed({ message }: { message: Message }): ReactNode {
  const { t } = useTranslation();
  const { content, uses, cut, violations, attachments } = message;
  return (
    <Flex vertical gap={12}>
      {uses.map(({ field, unit, used, max }) => (
        <div key={`${field} ${unit}`}>
          <Flex justify="space-between"><Typography.Text code>{field}</Typography.Text><span>{t('templates.preview.used', { used, max, unit: t(`templates.units.${unit}`) })}</span></Flex>
          <Progress aria-label={field} percent={Math.min(100, Math.round((used / max) * 100))} size="small" showInfo={false} status={used > max ? 'exception' : 'normal'} />
        </div>
      ))}
      {cut.length > 0 && <Alert type="warning" showIcon title={t('templates.preview.cut', { count: cut.length })} />}
      {violations.length > 0 && <Alert type="error" showIcon title={t('templates.preview.violations')} description={<pre style={{ whiteSpace: 'pre-wrap' }}>{JSON.stringify(violations, null, 2)}</pre>} />}
      <Tabs
        size="small"
        items={[
          { key: 'phone', label: t('templates.preview.phone'), children: <Flex justify="center"><PhoneScreen sentAt={null} content={content} files={attachments} /></Flex> },
          { key: 'json', label: 'JSON', children: <pre tabIndex={0} style={{ maxHeight: 420, overflow: 'auto', whiteSpace: 'pre-wrap', margin: 0 }}>{JSON.stringify(content, null, 2)}</pre> },
        ]}
      />
    </Flex>
  );
}
