import { useQuery } from '@tanstack/react-query';
import { Col, Flex, Form, Row, Skeleton, Tag } from 'antd';
import Input from 'antd/es/input/Input';
import { Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useRights } from '../../session/me';
import { FormSelect } from '../../ui/form-select';
import { later } from '../../ui/later';
import { Typography } from '../../ui/typography';
import { useErrorText } from '../../ui/use-error-text';
import { ownTemplatesQuery, pageQuery, pagesQuery, projectsQuery, templatesQuery, type HostPage } from '../queries';
import type { TaskForm } from './task-form';

const PageChoices = later(async () => (await import('./page-choices')).PageChoices);

/** One that ships with the product, or one of the tenant. */
type Template = Pick<Schemas['TemplateDto'], 'key' | 'channels' | 'needsLink' | 'name'> & Partial<Pick<Schemas['TemplateDto'], 'description'>>;

const ofTenant = ({ id, name, channels, needsLink }: Schemas['OwnTemplateDto']): Template => ({ key: id, channels, needsLink, name: { 'zh-CN': name, 'en-US': name } });

/** Charts, and one row of filters: what stands below stays where it is when they come. */
const CHOICES_PX = 180;

/** Which page, under which title, in which form. */
export function ContentFields({ isNew }: { isNew: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const { mayEdit, editsAnywhere } = useRights();
  const projectId = Form.useWatch('projectId', form);
  const pageId = Form.useWatch('pageId', form);
  const watchedKey = Form.useWatch('templateKey', form);
  const projects = useQuery(projectsQuery);
  const pages = useQuery(pagesQuery(projectId ?? ''));
  const templates = useQuery(templatesQuery);
  const own = useQuery({ ...ownTemplatesQuery, enabled: editsAnywhere });
  const choicesOfPage = useQuery(pageQuery(projectId ?? '', pageId ?? ''));
  const channel = Form.useWatch(['channel', 'kind'], form) === 'robots' ? 'robot' : 'app';
  const textOf = useErrorText();
  const language = i18n.language as 'zh-CN' | 'en-US';
  const page = pages.data?.find(({ id }) => id === pageId);
  const all: Template[] = [...(templates.data?.items ?? []), ...(own.data?.items.map(ofTenant) ?? [])];
  const first = templates.data?.items[0];
  // When it is first drawn a form is not watched yet: what it was filled with is known, or is filled in below.
  const templateKey = watchedKey ?? ((form.getFieldValue('templateKey') as string) || first?.key);
  const template = all.find(({ key }) => key === templateKey);
  // A task stays in its project; a new one can only be made where one may edit.
  const choices = projects.data?.items.filter(({ id }) => !isNew || mayEdit(id));

  useEffect(() => {
    if (first && !form.getFieldValue('templateKey')) form.setFieldValue('templateKey', first.key);
  }, [first, form]);

  const only = isNew && choices?.length === 1 ? choices[0]?.id : undefined;
  useEffect(() => {
    if (only && !form.getFieldValue('projectId')) form.setFieldValue('projectId', only);
  }, [only, form]);

  useEffect(() => {
    // Together with what the page has to choose from, not after it.
    if (pageId) PageChoices.load().catch(() => undefined);
  }, [pageId]);

  const choicesToCome = <Skeleton active paragraph={{ rows: 4 }} style={{ height: CHOICES_PX }} />;
  return (
    <>
      <Row gutter={16}>
        <Col xs={24} md={8}>
          <Form.Item name="projectId" label={t('taskEditor.project')} rules={[{ required: true, message: t('taskEditor.projectRequired') }]}>
            <FormSelect
              showSearch={{ optionFilterProp: 'label' }}
              disabled={!isNew || undefined}
              loading={projects.isPending}
              placeholder={t('taskEditor.projectPlaceholder')}
              options={choices?.map(({ id, name }) => ({ value: id, label: name }))}
              notFoundContent={projects.error ? textOf(projects.error).title : t('taskEditor.noProjects')}
              onChange={() => form.setFieldsValue({ pageId: undefined, charts: null, filters: [] })}
            />
          </Form.Item>
        </Col>
        <Col xs={24} md={16}>
          <Form.Item
            name="pageId"
            label={t('taskEditor.page')}
            extra={page && <a href={page.url} target="_blank" rel="noreferrer">{t('taskEditor.openPage')}</a>}
            rules={[
              { required: true, message: t('taskEditor.pageRequired') },
              { validator: () => (page && !page.published ? Promise.reject(new Error(t('taskEditor.pageUnpublishedError'))) : Promise.resolve()) },
            ]}
          >
            <FormSelect<string, HostPage & { label: string; value: string }>
              showSearch={{ optionFilterProp: 'label' }}
              loading={pages.isFetching}
              placeholder={t(projectId ? 'taskEditor.pagePlaceholder' : 'taskEditor.pageFirst')}
              options={pages.data?.map((choice) => ({ ...choice, value: choice.id, label: choice.title, disabled: !choice.published }))}
              optionRender={({ data }) => <PageOption page={data} />}
              notFoundContent={pages.error ? textOf(pages.error).title : undefined}
              onChange={(_, chosen) => {
                // Another page has other charts and filters.
                form.setFieldsValue({ charts: null, filters: [] });
                const title = form.getFieldValue('title') as string;
                // A title that was not written by hand follows the page.
                if (title === '' || pages.data?.some((other) => other.title === title)) form.setFieldValue('title', Array.isArray(chosen) ? '' : chosen?.title);
                void form.validateFields(['title']);
              }}
            />
          </Form.Item>
        </Col>
      </Row>
      {choicesOfPage.data ? <Suspense fallback={choicesToCome}><PageChoices page={choicesOfPage.data} /></Suspense> : pageId && choicesOfPage.isPending && choicesToCome}
      <Form.Item
        name="title"
        label={t('taskEditor.title')}
        tooltip={t('taskEditor.titleHint')}
        rules={[{ required: true, whitespace: true, message: t('taskEditor.titleRequired') }, { max: 100, message: t('taskEditor.tooLong', { max: 100 }) }]}
      >
        <Input placeholder={t('taskEditor.titlePlaceholder')} maxLength={100} showCount />
      </Form.Item>
      <Row gutter={16}>
        <Col xs={24} md={16}>
          <Form.Item name="templateKey" label={t('taskEditor.template')} extra={template?.description?.[language]} rules={[{ required: true, message: t('taskEditor.templateRequired') }]}>
            <FormSelect<string, Template & { label: string; value: string }>
              loading={templates.isPending}
              options={all.map((choice) => ({ ...choice, value: choice.key, label: choice.name[language], disabled: !choice.channels.includes(channel) }))}
              optionRender={({ data }) => <TemplateOption template={data} language={language} />}
              notFoundContent={templates.error ? textOf(templates.error).title : undefined}
            />
          </Form.Item>
        </Col>
        <Col xs={24} md={8}>
          <Form.Item name="language" label={t('taskEditor.language')}>
            <FormSelect options={(['zh-CN', 'en-US'] as const).map((value) => ({ value, label: t(`common.languages.${value}`) }))} />
          </Form.Item>
        </Col>
      </Row>
    </>
  );
}

function PageOption({ page }: { page: HostPage }): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex justify="space-between" gap={8}>
      <span>{page.title}</span>
      <span>
        {!page.published && <Tag variant="filled">{t('taskEditor.pageUnpublished')}</Tag>}
        {page.published && !page.sharing && <Tag variant="filled" color="warning">{t('taskEditor.pageSharingOff')}</Tag>}
      </span>
    </Flex>
  );
}

function TemplateOption({ template, language }: { template: Template; language: 'zh-CN' | 'en-US' }): ReactNode {
  const { t } = useTranslation();
  return (
    <div style={{ whiteSpace: 'normal' }}>
      {template.name[language]}
      {template.needsLink && <Tag variant="filled" style={{ marginInlineStart: 8 }}>{t('taskEditor.needsLink')}</Tag>}
      <br />
      <Typography.Text type="secondary">{template.description?.[language] ?? t('taskEditor.ownTemplate')}</Typography.Text>
    </div>
  );
}
