import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../ui/failure';
import { ListEmpty } from '../ui/list-empty';
import { Moment } from '../ui/moment';
import { Page, Sheet } from '../ui/page';
import { BindingStateTag } from '../ui/state-tag';
import { Typography } from '../ui/typography';
import { BindSelfModal } from './bind-self-modal';
import { ownBindingsQuery, type OwnBinding } from './queries';

/** For everybody who is signed in, with a role or without: which WeCom account is one's own in each app. */
export function OwnBindingsPage(): ReactNode {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(ownBindingsQuery);
  const content = (): ReactNode => {
    if (error && !data) return <Sheet><Failure error={error} onRetry={() => void refetch()} /></Sheet>;
    if (!data) return <Sheet><Skeleton active /></Sheet>;
    if (data.items.length === 0) return <Sheet><ListEmpty title={t('ownBindings.empty')} text={t('ownBindings.emptyText')} /></Sheet>;
    return data.items.map((own) => <OneApp key={own.authorizationId} own={own} />);
  };
  return <Page title={t('ownBindings.title')} description={t('ownBindings.description')}>{content()}</Page>;
}

function OneApp({ own }: { own: OwnBinding }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { agentName, corpId, binding, obstacle } = own;
  const label = t(binding ? 'ownBindings.change' : 'ownBindings.bind');
  return (
    <Sheet>
      <Flex gap={16} justify="space-between" align="flex-start" wrap>
        <Flex vertical gap={4} style={{ flex: '1 1 320px' }}>
          <Typography.Text type="secondary">{agentName || corpId}</Typography.Text>
          {binding ? (
            <>
              <Flex gap={8} align="center" wrap><strong>{binding.wecomName}</strong>{binding.wecomUserId}<BindingStateTag state={binding.state} /></Flex>
              <span>{t(`ownBindings.stateHint.${binding.state}`)}</span>
              <Typography.Text type="secondary">{t('ownBindings.boundAt')}{' '}<Moment value={binding.boundAt} />{' · '}{t('ownBindings.unbindHint')}</Typography.Text>
            </>
          ) : (
            <strong>{t('ownBindings.none')}</strong>
          )}
          {obstacle && <Typography.Text type="warning">{t(`ownBindings.obstacles.${obstacle}`)}</Typography.Text>}
        </Flex>
        {!obstacle && <Button type={binding ? 'default' : 'primary'} aria-label={`${label} ${agentName}`} onClick={() => setOpen(true)}>{label}</Button>}
      </Flex>
      <BindSelfModal own={own} open={open} onClose={() => setOpen(false)} />
    </Sheet>
  );
}
