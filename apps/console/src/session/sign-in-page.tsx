import { CheckCircleFilled, LockOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router-dom';
import { api, ask, type Schemas } from '../api/client';
import { BrandMark } from '../ui/brand-mark';
import { LanguageSwitch } from '../ui/language-switch';
import { useErrorText } from '../ui/use-error-text';
import { session, useClosedBecause, useToken } from './session';
import styles from './sign-in-page.module.css';

type Credentials = Pick<Schemas['CreateSessionRequestDto'], 'account' | 'password'>;

/** Only into this console: an address from outside could lead anywhere. */
const localPath = (wanted: string | null): string => (wanted?.startsWith('/') && !wanted.startsWith('//') && !wanted.startsWith('/\\') ? wanted : '/');

const POINTS = ['person', 'schedule', 'record'] as const;

export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const token = useToken();
  const closedBecause = useClosedBecause();
  const [params] = useSearchParams();
  const queries = useQueryClient();
  const textOf = useErrorText();
  const signIn = useMutation({
    mutationFn: (body: Credentials) => ask(api.POST('/push/sessions', { body })),
    onSuccess: (opened) => {
      // Nothing of the person before may show.
      queries.clear();
      session.open(opened);
    },
  });
  if (token) return <Navigate to={localPath(params.get('return'))} replace />;

  return (
    <main className={styles['page']}>
      <section className={styles['pitch']}>
        <BrandMark size={44} />
        <p className={styles['headline']}>{t('signIn.pitch')}</p>
        <Flex vertical gap={14}>
          {POINTS.map((point) => (
            <Flex key={point} gap={10} align="flex-start">
              <CheckCircleFilled className={styles['tick']} />
              <span>{t(`signIn.points.${point}`)}</span>
            </Flex>
          ))}
        </Flex>
      </section>
      <section className={styles['entry']}>
        <div className={styles['language']}><LanguageSwitch /></div>
        <div className={styles['card']}>
          <h1>{t('signIn.title')}</h1>
          <p className={styles['subtitle']}>{t('signIn.subtitle')}</p>
          {closedBecause === 'expired' && !signIn.error && <Alert type="info" showIcon title={t('signIn.expired')} style={{ marginBottom: 16 }} />}
          {signIn.error && <Alert type="error" showIcon title={textOf(signIn.error).title} style={{ marginBottom: 16 }} />}
          <Form<Credentials> layout="vertical" requiredMark={false} onFinish={(values) => signIn.mutate(values)}>
            <Form.Item name="account" label={t('signIn.account')} rules={[{ required: true, message: t('signIn.accountRequired') }]}>
              <Input size="large" prefix={<UserOutlined aria-hidden />} autoComplete="username" autoFocus maxLength={256} />
            </Form.Item>
            <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordRequired') }]}>
              <Input.Password size="large" prefix={<LockOutlined aria-hidden />} autoComplete="current-password" maxLength={256} />
            </Form.Item>
            <Button type="primary" size="large" htmlType="submit" block loading={signIn.isPending} style={{ marginTop: 8 }}>{t('signIn.submit')}</Button>
          </Form>
        </div>
      </section>
    </main>
  );
}
