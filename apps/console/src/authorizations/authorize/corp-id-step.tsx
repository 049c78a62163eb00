import { Flex, Form, Input, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import picture from './corp-id.svg';
import { Refusal } from './refusal';
import { StepButtons } from './step-buttons';

const ADMIN_CONSOLE = 'https://work.weixin.qq.com/wework_admin/frame#profile';
const CORP_ID = /^w[wx][\w-]{6,62}$/i;

interface CorpIdStepProps {
  corpId: string;
  /** WeCom knew no such CorpID. */
  refusal: Error | undefined;
  onNext: (corpId: string) => void;
}

export function CorpIdStep({ corpId, refusal, onNext }: CorpIdStepProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={16}>
      {refusal && <Refusal error={refusal} />}
      <Form layout="vertical" requiredMark={false} initialValues={{ corpId }} onFinish={({ corpId: given }: { corpId: string }) => onNext(given)}>
        <Form.Item
          name="corpId"
          label={t('authorizations.corpId')}
          normalize={(value: string) => value.trim()}
          rules={[{ required: true, message: t('authorizations.form.corpIdRequired') }, { pattern: CORP_ID, message: t('authorizations.form.corpIdFormat') }]}
        >
          <Input autoFocus autoComplete="off" spellCheck={false} size="large" placeholder="ww1234567890abcdef" maxLength={64} />
        </Form.Item>
        <StepButtons next={t('authorizations.form.next')} />
      </Form>
      <figure style={{ margin: 0 }}>
        <figcaption style={{ marginBottom: 8 }}>
          <Typography.Text strong>{t('authorizations.form.whereCorpId')}</Typography.Text>
          <br />
          {t('authorizations.form.corpIdHint')}{' '}
          <Typography.Link href={ADMIN_CONSOLE} target="_blank" rel="noreferrer">{t('authorizations.form.openAdmin')}</Typography.Link>
        </figcaption>
        <img src={picture} alt={t('authorizations.form.corpIdPicture')} width={640} height={372} style={{ width: '100%', height: 'auto' }} />
      </figure>
    </Flex>
  );
}
