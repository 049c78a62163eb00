import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Flex, Modal, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client';
import { Failure } from '../ui/failure';
import { appNameOf, healthQuery, type Authorization } from './queries';

interface CallbackModalProps {
  authorization: Authorization;
  open: boolean;
  onClose: () => void;
}

/** Makes the keys with which WeCom tells us at once what changes in the corp; they are shown this once. */
export function CallbackModal({ authorization, open, onClose }: CallbackModalProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { id } = authorization;
  const make = useMutation({
    mutationFn: () => ask(api.PUT('/push/authorizations/{id}/callback', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: healthQuery(id).queryKey }),
  });
  const { data: keys, error } = make;
  return (
    <Modal
      open={open}
      title={t('authorizations.callback.title', { name: appNameOf(authorization) })}
      onCancel={onClose}
      afterOpenChange={(isOpen) => !isOpen && make.reset()}
      mask={{ closable: !keys }}
      destroyOnHidden
      footer={keys ? <Button type="primary" onClick={onClose}>{t('authorizations.callback.done')}</Button> : <><Button onClick={onClose}>{t('common.cancel')}</Button><Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>{t('authorizations.callback.make')}</Button></>}
    >
      <Flex vertical gap={12}>
        {t('authorizations.callback.text')}
        {error && <Failure error={error} />}
        {keys ? (
          <>
            <Descriptions
              bordered
              size="small"
              column={1}
              items={[
                { key: 'url', label: 'URL', children: <Typography.Text copyable style={{ wordBreak: 'break-all' }}>{keys.url ?? keys.path}</Typography.Text> },
                { key: 'token', label: 'Token', children: <Typography.Text copyable style={{ wordBreak: 'break-all' }}>{keys.token}</Typography.Text> },
                { key: 'key', label: 'EncodingAESKey', children: <Typography.Text copyable style={{ wordBreak: 'break-all' }}>{keys.encodingAesKey}</Typography.Text> },
              ]}
            />
            <Alert type="warning" showIcon title={t('authorizations.callback.once')} />
          </>
        ) : (
          <Alert type="info" showIcon title={t('authorizations.callback.ends')} />
        )}
      </Flex>
    </Modal>
  );
}
