import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schemas } from '../api/client';
import { templatesQuery } from '../tasks/queries';
import { message } from '../ui/feedback';
import { showFieldErrors } from '../ui/field-errors';
import { inLanguage, useErrorText } from '../ui/use-error-text';
import { MentionFields } from './mention-fields';
import { ROBOTS_KEY, type Robot } from './queries';

interface RobotFormDrawerProps {
  /** The robot that is edited; left out for a new one. */
  robot?: Robot;
  open: boolean;
  onClose: () => void;
  onSaved?: (robot: Robot) => void;
}

export interface RobotForm {
  name: string;
  webhook?: string;
  templateKey?: string;
  mention?: Partial<Schemas['RobotMentionDto']>;
}

const trim = (value: string): string => value.trim();

/** Without people there is nobody to mention, whatever app is chosen. */
function definitionOf({ name, templateKey, mention }: RobotForm): Pick<Schemas['CreateRobotRequestDto'], 'name' | 'templateKey' | 'mention'> {
  const { authorizationId, userIds } = mention ?? {};
  return { name, templateKey: templateKey ?? null, mention: authorizationId && userIds?.length ? { authorizationId, userIds } : null };
}

export function RobotFormDrawer({ robot, open, onClose, onSaved }: RobotFormDrawerProps): ReactNode {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const textOf = useErrorText();
  const [form] = Form.useForm<RobotForm>();
  const templates = useQuery({ ...templatesQuery, enabled: open });
  const save = useMutation({
    mutationFn: (values: RobotForm) => {
      const webhook = values.webhook || undefined;
      return robot
        ? ask(api.PUT('/push/robots/{id}', { params: { path: { id: robot.id } }, body: { ...definitionOf(values), webhook, version: robot.version } }))
        : ask(api.POST('/push/robots', { body: { ...definitionOf(values), webhook: webhook ?? '' } }));
    },
    onSuccess: (saved) => {
      message.success(t(robot ? 'robots.saved' : 'robots.added'));
      onClose();
      onSaved?.(saved);
    },
    onError: (error) => showFieldErrors(form, error),
    onSettled: () => queries.invalidateQueries({ queryKey: ROBOTS_KEY }),
  });

  return (
    <Drawer
      open={open}
      size={520}
      title={t(robot ? 'robots.form.editTitle' : 'robots.form.addTitle')}
      onClose={onClose}
      afterOpenChange={(isOpen) => !isOpen && save.reset()}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Flex justify="flex-end" gap={8}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={form.submit}>{t(robot ? 'robots.form.save' : 'robots.form.add')}</Button>
        </Flex>
      }
    >
      <Flex vertical gap={16}>
        {save.error && <Alert type="error" showIcon title={textOf(save.error).title} description={textOf(save.error).remedy} />}
        <Form<RobotForm>
          form={form}
          layout="vertical"
          requiredMark={false}
          preserve={false}
          disabled={save.isPending}
          initialValues={robot && { name: robot.name, templateKey: robot.templateKey ?? undefined, mention: robot.mention ?? undefined }}
          onFinish={(values) => save.mutate(values)}
        >
          <Form.Item name="name" label={t('robots.name')} extra={t('robots.form.nameHint')} rules={[{ required: true, whitespace: true, message: t('robots.form.nameRequired') }]}>
            <Input autoFocus maxLength={64} placeholder={t('robots.form.namePlaceholder')} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="webhook"
            label={t('robots.form.webhook')}
            normalize={trim}
            extra={robot ? t('robots.form.webhookStays', { address: robot.address }) : <>{t('robots.form.webhookHint')}<br />{t('robots.form.webhookSafe')}</>}
            rules={[{ required: !robot, message: t('robots.form.webhookRequired') }, { type: 'url', message: t('robots.form.webhookFormat') }]}
          >
            <Input.Password autoComplete="off" spellCheck={false} maxLength={512} placeholder="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…" />
          </Form.Item>
          <Form.Item name="templateKey" label={t('robots.form.template')} extra={t('robots.form.templateHint')}>
            <Select
              allowClear
              loading={templates.isPending}
              placeholder={t('robots.form.templateOfTask')}
              options={templates.data?.items.filter(({ channels }) => channels.includes('robot')).map(({ key, name }) => ({ value: key, label: inLanguage(name, i18n.language) ?? key }))}
            />
          </Form.Item>
          <MentionFields />
        </Form>
      </Flex>
    </Drawer>
  );
}
