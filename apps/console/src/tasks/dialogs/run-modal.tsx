import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Modal, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { showFieldErrors } from '../../ui/field-errors';
import { randomId } from '../../ui/random-id';
import { useReportError } from '../../ui/use-report-error';
import { coverageQuery } from '../coverage/queries';
import { definitionOf } from '../definition';
import { HostPeopleSelect } from '../people/host-people-select';
import { TASKS_KEY } from '../queries';
import { useRecipientsSummary } from '../recipients-summary';
import { useRunStarted } from '../use-run-started';
import type { DialogProps } from './task-dialog';

interface Values {
  whom: 'all' | 'chosen';
  userIds: string[];
}

/** Pushes now: to everybody of the task, or to some of them. */
export function RunModal({ task, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation();
  const report = useReportError();
  const queries = useQueryClient();
  const started = useRunStarted();
  const summary = useRecipientsSummary();
  const [form] = Form.useForm<Values>();
  const whom = Form.useWatch('whom', form) ?? 'all';
  const chosen = Form.useWatch('userIds', form) ?? [];
  // One opening, one push: a second click starts nothing.
  const [requestId] = useState(randomId);
  const toPeople = task.channel.kind === 'app';
  const coverage = useQuery({ ...coverageQuery(definitionOf(task)), enabled: toPeople });
  const run = useMutation({
    mutationFn: ({ whom: to, userIds }: Values) =>
      ask(api.POST('/push/tasks/{id}/run', { params: { path: { id: task.id } }, body: { requestId, ...(to === 'chosen' && { userIds }) } })),
    onSuccess: ({ recordId }) => {
      started(t('tasks.runStarted'), recordId);
      onClose();
    },
    onError: (error) => {
      if (showFieldErrors(form, error).length > 0 || form.getFieldsError().every(({ errors }) => errors.length === 0)) report(error);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: TASKS_KEY }),
  });
  const reached = coverage.data?.reached;
  const missed = coverage.data && coverage.data.people - coverage.data.reached;
  const okText = !toPeople ? t('taskDialogs.run.toRobots') : whom === 'chosen' ? t('tasks.runConfirm', { count: chosen.length }) : reached === undefined ? t('tasks.runNow') : t('tasks.runConfirm', { count: reached });
  return (
    <Modal
      open
      title={t('tasks.runTitle', { title: task.title })}
      okText={okText}
      okButtonProps={{ loading: run.isPending, disabled: toPeople && whom === 'chosen' && chosen.length === 0 }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" initialValues={{ whom: 'all', userIds: [] }} onFinish={(values) => run.mutate(values)}>
        <p>{t('taskDialogs.run.text', { recipients: summary(task) })}</p>
        {toPeople && (
          <Form.Item name="whom" label={t('taskEditor.channelSection')}>
            <Radio.Group options={[{ value: 'all', label: t('taskDialogs.run.all') }, { value: 'chosen', label: t('taskDialogs.run.chosen') }]} />
          </Form.Item>
        )}
        {whom === 'all' && coverage.data && (
          <Alert
            type={missed ? 'warning' : 'info'}
            showIcon
            title={t('taskEditor.coverage.title', { reached, people: coverage.data.people })}
            description={missed ? t('taskDialogs.run.missed', { count: missed }) : undefined}
          />
        )}
        {whom === 'chosen' && (
          <Form.Item name="userIds" label={t('taskDialogs.run.who')} extra={t('taskDialogs.run.whoHint')}>
            <HostPeopleSelect placeholder={t('taskDialogs.run.whoPlaceholder')} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
