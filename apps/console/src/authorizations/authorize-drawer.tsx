import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Flex, Form, Input, InputNumber, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { ApiError } from '../api/api-error';
import { api, ask, type Schemas } from '../api/client';
import { showFieldErrors } from '../ui/field-errors';
import { Notice } from '../ui/notice';
import { appNameOf, authorizationsQuery, type Authorization } from './queries';
import { Refusal } from './refusal';
import { VisibleRange } from './visible-range';

type Request = Schemas['AuthorizeCorpRequestDto'];

const ADMIN_CONSOLE = 'https://work.weixin.qq.com/wework_admin/loginpage_wx';

/** The field in which WeCom's reason most likely lies. */
const FIELD_OF_TROUBLE: Partial<Record<string, keyof Request>> = { corp_id_refused: 'corpId', agent_mismatch: 'agentId', secret_refused: 'secret' };

const trim = (value: string): string => value.trim();

export function AuthorizeDrawer({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<Request>();
  const authorize = useMutation({
    mutationFn: (body: Request) => ask(api.POST('/push/authorizations', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: authorizationsQuery.queryKey }),
    onError: (error) => {
      showFieldErrors(form, error);
      const field = error instanceof ApiError ? FIELD_OF_TROUBLE[error.detail('reason') ?? ''] : undefined;
      if (field) form.getFieldInstance(field)?.focus();
    },
  });
  const { data: authorized, isPending } = authorize;

  return (
    <Drawer
      open={open}
      size={520}
      title={t('authorizations.form.title')}
      onClose={onClose}
      afterOpenChange={(isOpen) => !isOpen && authorize.reset()}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        !authorized && (
          <Flex justify="flex-end" gap={8}>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="primary" loading={isPending} onClick={form.submit}>{isPending ? t('authorizations.form.submitting') : t('authorizations.form.submit')}</Button>
          </Flex>
        )
      }
    >
      {authorized ? (
        <Authorized authorization={authorized} onClose={onClose} />
      ) : (
        <Flex vertical gap={16}>
          <Typography.Text>
            {t('authorizations.form.intro')}{' '}
            <Typography.Link href={ADMIN_CONSOLE} target="_blank" rel="noreferrer">{t('authorizations.form.openAdmin')}</Typography.Link>
          </Typography.Text>
          {authorize.error && <Refusal error={authorize.error} />}
          <Form form={form} layout="vertical" requiredMark={false} disabled={isPending} preserve={false} onFinish={(values) => authorize.mutate(values)}>
            <Form.Item
              name="corpId"
              label={t('authorizations.corpId')}
              extra={t('authorizations.form.corpIdHint')}
              normalize={trim}
              rules={[{ required: true, message: t('authorizations.form.corpIdRequired') }, { pattern: /^w[wx][\w-]{6,62}$/i, message: t('authorizations.form.corpIdFormat') }]}
            >
              <Input autoFocus autoComplete="off" spellCheck={false} placeholder="ww1234567890abcdef" maxLength={64} />
            </Form.Item>
            <Form.Item name="agentId" label={t('authorizations.agentId')} extra={t('authorizations.form.agentIdHint')} rules={[{ required: true, message: t('authorizations.form.agentIdRequired') }]}>
              <InputNumber controls={false} precision={0} min={1} max={2_147_483_647} placeholder="1000002" style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item
              name="secret"
              label={t('authorizations.form.secret')}
              extra={<>{t('authorizations.form.secretHint')}<br />{t('authorizations.form.secretSafe')}</>}
              normalize={trim}
              rules={[{ required: true, message: t('authorizations.form.secretRequired') }]}
            >
              <Input.Password autoComplete="off" maxLength={512} onPressEnter={form.submit} />
            </Form.Item>
          </Form>
          <Typography.Text type="secondary">{t('authorizations.form.trustedIpHint')}</Typography.Text>
        </Flex>
      )}
    </Drawer>
  );
}

function Authorized({ authorization, onClose }: { authorization: Authorization; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Notice
      kind="success"
      title={t('authorizations.form.doneTitle')}
      text={
        <>
          {t('authorizations.form.doneText', { name: appNameOf(authorization) })}
          <br />
          {t('authorizations.visibleRange')}{' '}<VisibleRange range={authorization.visibleRange} />
        </>
      }
      action={
        <>
          <Link to={`/users?authorization=${authorization.id}`}><Button type="primary">{t('authorizations.form.bindUsers')}</Button></Link>
          <Button onClick={onClose}>{t('authorizations.form.later')}</Button>
        </>
      }
    />
  );
}
