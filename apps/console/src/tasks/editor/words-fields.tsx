import { useQuery } from '@tanstack/react-query';
import { Flex, Form, Input, Switch } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { pagesQuery, templatesQuery } from '../queries';
import type { TaskForm } from './task-form';

const MOST = 500;

/** Words before and after the data, and where the message leads. */
export function WordsFields(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const toRobots = Form.useWatch(['channel', 'kind'], form) === 'robots';
  return (
    <>
      {(['beginning', 'ending'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`taskEditor.${name}`)}>
          <Input.TextArea placeholder={t(`taskEditor.${name}Placeholder`)} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={MOST} showCount />
        </Form.Item>
      ))}
      <Flex gap={32} wrap>
        <LinkField />
        <SwitchField name="splitTables" />
        {!toRobots && <SwitchField name="countOpens" />}
      </Flex>
    </>
  );
}

function SwitchField({ name }: { name: 'splitTables' | 'countOpens' }): ReactNode {
  const { t } = useTranslation();
  return <Form.Item name={name} label={t(`taskEditor.${name}`)} valuePropName="checked" tooltip={t(`taskEditor.${name}Hint`)}><Switch /></Form.Item>;
}

/** The link needs a page that is shared, and some templates need the link: told at once, as the API would at the end. */
function LinkField(): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<TaskForm>();
  const [withLink, projectId, pageId, templateKey] = [Form.useWatch('withLink', form), Form.useWatch('projectId', form), Form.useWatch('pageId', form), Form.useWatch('templateKey', form)];
  const page = useQuery(pagesQuery(projectId ?? '')).data?.find(({ id }) => id === pageId);
  const template = useQuery(templatesQuery).data?.items.find(({ key }) => key === templateKey);
  const problem = withLink ? (page && !page.sharing ? t('taskEditor.withLinkSharingOff') : undefined) : template?.needsLink ? t('taskEditor.withLinkNeeded') : undefined;

  useEffect(() => {
    form.validateFields(['withLink']).catch(() => {
      // The field shows it.
    });
  }, [problem, form]);

  return (
    <Form.Item name="withLink" label={t('taskEditor.withLink')} valuePropName="checked" tooltip={t('taskEditor.withLinkHint')} rules={[{ validator: () => (problem ? Promise.reject(new Error(problem)) : Promise.resolve()) }]}>
      <Switch />
    </Form.Item>
  );
}
