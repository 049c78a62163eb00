import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Col, Flex, Row, Segmented, Skeleton, Tabs, Tag } from 'antd';
import Input from 'antd/es/input/Input';
import type { TFunction } from 'i18next';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { ApiError } from '../api/api-error';
import { api, ask } from '../api/client';
import { useDark } from '../app/appearance';
import { useRights } from '../session/me';
import { confirm, message } from '../ui/feedback';
import { later } from '../ui/later';
import { Moment } from '../ui/moment';
import { Page, Sheet } from '../ui/page';
import { Typography } from '../ui/typography';
import { useDebounced } from '../ui/use-debounced';
import { useLeaveGuard } from '../ui/use-leave-guard';
import { useReportError } from '../ui/use-report-error';
import { checkQuery, OWN_KEY, ownTemplateQuery, variablesQuery, type OwnTemplate, type Sources, type TemplateLanguage } from './queries';
import { useTemplateState } from './use-template-state';

/** CodeMirror is a chunk of its own. */
const CodeEditor = later(async () => (await import('./code/code-editor')).CodeEditor);

const TemplatePreview = later(async () => (await import('./template-preview')).TemplatePreview);
const TemplateVersions = later(async () => (await import('./template-versions')).TemplateVersions);

const PAUSE_MS = 500;
const LANGUAGES: readonly TemplateLanguage[] = ['zh-CN', 'en-US'];

interface TemplateEditorProps {
  /** Left out for a built-in one, which nobody changes. */
  own?: OwnTemplate;
  templateKey: string;
  name: string;
  sources: Sources;
}

export function TemplateEditor({ own, templateKey, name: savedName, sources: saved }: TemplateEditorProps): ReactNode {
  const { t, i18n } = useTranslation();
  const { administrator } = useRights();
  const report = useReportError();
  const queries = useQueryClient();
  const guard = useLeaveGuard();
  const dark = useDark();
  const setState = useTemplateState();
  const editable = own !== undefined && administrator;
  // The version that was read goes back with a change, so that nobody's is overwritten.
  const [base, setBase] = useState(own);
  const [name, setName] = useState(savedName);
  const [sources, setSources] = useState(saved);
  const [language, setLanguage] = useState<TemplateLanguage>(i18n.language as TemplateLanguage);
  const settled = useDebounced(sources, PAUSE_MS);
  const { data: checked } = useQuery(checkQuery(templateKey, settled, editable));
  const { data: variables } = useQuery(variablesQuery);
  const problems = editable ? (checked?.problems ?? []) : [];
  const changed = editable && (name !== base?.name || JSON.stringify(sources) !== JSON.stringify(base?.sources));

  const put = (next: Sources): void => {
    setSources(next);
    guard.changed();
  };
  const take = (stored: OwnTemplate): void => {
    setBase(stored);
    setName(stored.name);
    setSources(stored.sources);
    guard.saved();
  };
  const save = useMutation({
    mutationFn: () => ask(api.PUT('/push/templates/own/{id}', { params: { path: { id: templateKey } }, body: { name, sources, version: base!.version } })),
    onSuccess: (stored) => {
      message.success(t('templates.saved', { version: stored.newestVersion }));
      take(stored);
      queries.setQueryData(ownTemplateQuery(templateKey).queryKey, stored);
      void queries.invalidateQueries({ queryKey: OWN_KEY });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'TEMPLATE_CHANGED') {
        const reload = async (): Promise<void> => take(await queries.fetchQuery({ ...ownTemplateQuery(templateKey), staleTime: 0 }));
        confirm({ title: t('templates.changedTitle'), content: t('templates.changedText'), okText: t('templates.reload'), onOk: () => reload().catch(report) });
      } else report(error);
    },
  });

  const fieldsOf = (of: TemplateLanguage) => Object.entries(sources[of] ?? {});
  const problemsOf = (of: TemplateLanguage, field: string) => problems.filter(({ source }) => source === `${of}.${field}`);
  return (
    <Page
      title={
        <Flex align="center" gap={8} wrap>
          <Link to="/templates"><Button type="text" icon={<ArrowLeftOutlined aria-hidden />} aria-label={t('common.backToList')} /></Link>
          {savedName}
          {own ? <Tag variant="filled">v{base?.newestVersion}</Tag> : <Tag variant="filled" color="processing">{t('templates.builtInTag')}</Tag>}
          {own?.state === 'archived' && <Tag variant="filled">{t('states.template.archived')}</Tag>}
        </Flex>
      }
      description={base && <>{t('templates.updatedAt')}{' '}<Moment value={base.updatedAt} /></>}
      actions={
        editable && (
          <>
            <Button danger={own.state === 'active'} onClick={() => setState(own)}>{t(own.state === 'active' ? 'templates.archive' : 'templates.unarchive')}</Button>
            <Button type="primary" loading={save.isPending} disabled={!changed || problems.length > 0 || name.trim() === ''} onClick={() => save.mutate()}>{t('templates.save')}</Button>
          </>
        )
      }
    >
      {!editable && <Alert type="info" showIcon title={t(own ? 'templates.readOnlyEditor' : 'templates.readOnlyBuiltIn')} />}
      <Row gutter={[20, 20]}>
        <Col xs={24} xl={14}>
          <Sheet>
            <Flex vertical gap={16}>
              {editable && (
                <label>
                  {t('templates.name')}
                  <Input
                    value={name}
                    maxLength={60}
                    onChange={(event) => {
                      setName(event.target.value);
                      guard.changed();
                    }}
                  />
                </label>
              )}
              <Segmented<TemplateLanguage>
                aria-label={t('templates.languages')}
                value={language}
                onChange={setLanguage}
                options={LANGUAGES.map((value) => {
                  const count = fieldsOf(value).reduce((sum, [field]) => sum + problemsOf(value, field).length, 0);
                  return { value, label: t(`common.languages.${value}`) + (count > 0 ? ` · ${t('templates.problems', { count })}` : '') };
                })}
                style={{ alignSelf: 'flex-start' }}
              />
              {fieldsOf(language).map(([field, source]) => {
                const found = problemsOf(language, field);
                const label = fieldLabel(field, t);
                return (
                  <div key={`${language}.${field}`}>
                    <Typography.Text strong>{label}</Typography.Text>
                    <Suspense fallback={<Source text={source} />}>
                      <CodeEditor
                        label={label}
                        value={source}
                        readOnly={!editable}
                        dark={dark}
                        problems={found}
                        variables={variables}
                        onChange={(text) => put({ ...sources, [language]: { ...sources[language], [field]: text } })}
                      />
                    </Suspense>
                    <div aria-live="polite">
                      {found.map(({ line, column, text }) => <Typography.Text key={`${line}:${column}:${text['en-US']}`} type="danger" style={{ display: 'block' }}>{t('templates.at', { line, column })}{text[i18n.language as TemplateLanguage]}</Typography.Text>)}
                    </div>
                  </div>
                );
              })}
              {editable && <Typography.Text type="secondary">{t('templates.completionHint')}</Typography.Text>}
            </Flex>
          </Sheet>
        </Col>
        <Col xs={24} xl={10}>
          <Sheet>
            <Tabs
              items={[
                { key: 'preview', label: t('templates.preview.tab'), children: <Suspense fallback={<Skeleton active />}><TemplatePreview templateKey={templateKey} sources={changed ? settled : undefined} language={language} broken={problems.length > 0} /></Suspense> },
                ...(own ? [{ key: 'versions', label: t('templates.versions.tab'), children: <Suspense fallback={<Skeleton active />}><TemplateVersions id={own.id} language={language} current={sources} dark={dark} onRestore={editable ? put : undefined} /></Suspense> }] : []),
              ]}
            />
          </Sheet>
        </Col>
      </Row>
    </Page>
  );
}

/** To be read until the editor is there, which has it in the same place. */
const Source = ({ text }: { text: string }): ReactNode => <pre style={{ margin: 0, padding: '9px 7px 9px 49px', fontSize: 13, lineHeight: 1.4, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</pre>;

const FIELDS = ['content', 'title', 'description', 'btntxt', 'source', 'number', 'numberLabel', 'subtitle', 'items', 'fileName'] as const;

function fieldLabel(field: string, t: TFunction): string {
  const known = FIELDS.find((one) => one === field);
  return known ? t(`templates.fields.${known}`) : field;
}
