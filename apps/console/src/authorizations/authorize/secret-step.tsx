import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Flex, Form, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { api, ask, type Schemas } from '../../api/client';
import { showFieldErrors } from '../../ui/field-errors';
import { AUTHORIZATIONS_KEY, type Authorization } from '../queries';
import { Typography } from '../../ui/typography';
import { Refusal } from './refusal';
import { StepButtons } from './step-buttons';

type Fields = Pick<Schemas['AuthorizeCorpRequestDto'], 'agentId' | 'secret'>;

/** The field in which WeCom's reason most likely lies. */
const FIELD_OF_TROUBLE: Partial<Record<string, keyof Fields>> = { agent_mismatch: 'agentId', secret_refused: 'secret' };

interface SecretStepProps {
  corpId: string;
  onBack: () => void;
  onWrongCorpId: (refusal: Error) => void;
  onDone: (authorization: Authorization) => void;
}

export function SecretStep({ corpId, onBack, onWrongCorpId, onDone }: SecretStepProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const authorize = useMutation({
    mutationFn: (fields: Fields) => ask(api.POST('/push/authorizations', { body: { corpId, ...fields } })),
    onSuccess: (authorization) => {
      void queries.invalidateQueries({ queryKey: AUTHORIZATIONS_KEY });
      onDone(authorization);
    },
    onError: (error) => {
      showFieldErrors(form, error);
      const reason = error instanceof ApiError ? error.detail('reason') : undefined;
      if (reason === 'corp_id_refused') onWrongCorpId(error);
      const field = FIELD_OF_TROUBLE[reason ?? ''];
      if (field) form.getFieldInstance(field)?.focus();
    },
  });
  const { error, isPending } = authorize;
  return (
    <Flex vertical gap={16}>
      {error && <Refusal error={error} />}
      <Form form={form} layout="vertical" requiredMark={false} disabled={isPending} onFinish={(fields) => authorize.mutate(fields)}>
        <Form.Item name="agentId" label={t('authorizations.agentId')} extra={t('authorizations.form.agentIdHint')} rules={[{ required: true, message: t('authorizations.form.agentIdRequired') }]}>
          <InputNumber autoFocus controls={false} precision={0} min={1} max={2_147_483_647} placeholder="1000002" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="secret"
          label={t('authorizations.form.secret')}
          extra={<>{t('authorizations.form.secretHint')}<br />{t('authorizations.form.secretSafe')}</>}
          normalize={(value: string) => value.trim()}
          rules={[{ required: true, message: t('authorizations.form.secretRequired') }]}
        >
          <Input.Password autoComplete="off" maxLength={512} />
        </Form.Item>
        <Typography.Paragraph type="secondary">{t('authorizations.form.trustedIpHint')}</Typography.Paragraph>
        <StepButtons onBack={onBack} loading={isPending} next={isPending ? t('authorizations.form.submitting') : t('authorizations.form.submit')} />
      </Form>
    </Flex>
  );
}
