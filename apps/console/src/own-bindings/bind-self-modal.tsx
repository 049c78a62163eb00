import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, QRCode, Skeleton, Spin } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { useMe } from '../session/me';
import { Failure } from '../ui/failure';
import { Moment } from '../ui/moment';
import { Notice } from '../ui/notice';
import { Typography } from '../ui/typography';
import { ownBindingsQuery, type BindingLinks, type OwnBinding } from './queries';

/** How often it is looked whether somebody signed in. */
const EVERY_MS = 1500;

/** WeCom's own browser, on phones and on desktops: it signs in without a question. */
const inWecom = /wxwork/i.test(navigator.userAgent);

interface BindSelfModalProps {
  own: OwnBinding;
  open: boolean;
  onClose: () => void;
}

/** Signing in at WeCom says whose account it is; this sees by itself when that is done. */
export function BindSelfModal({ own, open, onClose }: BindSelfModalProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal open={open} title={t('ownBindings.dialog.title')} footer={<Button onClick={onClose}>{t('ownBindings.dialog.close')}</Button>} onCancel={onClose} width={560} destroyOnHidden>
      <Signing before={own} />
    </Modal>
  );
}

function Signing({ before }: { before: OwnBinding }): ReactNode {
  const { t } = useTranslation();
  const { authorizationId } = before;
  // What was there when the dialog opened, to see that it is another one now.
  const [old] = useState(before.binding);
  const { mutate, ...link } = useMutation({ mutationFn: () => ask(api.POST('/push/bindings/self', { body: { authorizationId } })) });
  const { data } = useQuery({ ...ownBindingsQuery, refetchInterval: EVERY_MS });
  useEffect(() => mutate(), [mutate]);

  const now = data?.items.find((item) => item.authorizationId === authorizationId)?.binding;
  if (now && now.boundAt !== old?.boundAt) return <Notice kind="success" title={t('ownBindings.dialog.done')} text={t('ownBindings.dialog.doneText', { name: now.hostUserName, account: `${now.wecomName} ${now.wecomUserId}` })} />;
  if (link.error) return <Failure error={link.error} onRetry={mutate} />;
  return link.data ? <Ways key={link.data.expiresAt} links={link.data} onAgain={mutate} /> : <Skeleton active />;
}

function Ways({ links: { wecomUrl, desktopUrl, expiresAt }, onAgain }: { links: BindingLinks; onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  const { name } = useMe();
  const over = useOver(expiresAt);
  if (over) return <Alert type="warning" showIcon title={t('ownBindings.dialog.over')} action={<Button size="small" onClick={onAgain}>{t('ownBindings.dialog.again')}</Button>} />;
  return (
    <Flex vertical gap={16}>
      {t('ownBindings.dialog.text', { name })}
      {inWecom ? (
        <Button type="primary" href={wecomUrl}>{t('ownBindings.dialog.inWecom')}</Button>
      ) : (
        <Flex gap={24} align="center" wrap>
          <Flex vertical gap={8} align="center">
            {/* White in the dark as well: cameras want it so. */}
            <QRCode aria-label={t('ownBindings.dialog.qr')} value={wecomUrl} type="svg" size={180} color="#000000" bgColor="#ffffff" />
            {t('ownBindings.dialog.scan')}
          </Flex>
          <Typography.Text type="secondary">{t('ownBindings.dialog.or')}</Typography.Text>
          <Flex vertical gap={8} style={{ flex: '1 1 180px' }}>
            <Button type="primary" href={desktopUrl} target="_blank" rel="noreferrer">{t('ownBindings.dialog.desktop')}</Button>
            <Typography.Text type="secondary">{t('ownBindings.dialog.desktopHint')}</Typography.Text>
          </Flex>
        </Flex>
      )}
      <Flex role="status" gap={8} align="center"><Spin size="small" />{t('ownBindings.dialog.waiting')}</Flex>
      <Typography.Text type="secondary">{t('ownBindings.dialog.expiresAt')}{' '}<Moment value={expiresAt} /></Typography.Text>
    </Flex>
  );
}

function useOver(expiresAt: string): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setOver(true), Math.max(0, Date.parse(expiresAt) - Date.now()));
    return () => window.clearTimeout(timer);
  }, [expiresAt]);
  return over;
}
