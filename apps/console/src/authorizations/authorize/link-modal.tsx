import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Modal, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../ui/failure';
import { linkQuery, type Authorization, type AuthorizationLink } from '../queries';
import { Authorized } from './authorized';
import { LazyLinkPanel } from './lazy-link-panel';

interface LinkModalProps {
  authorization: Authorization;
  open: boolean;
  onClose: () => void;
}

/** The link of an app that waits for its confirmation, or that a new one mends. */
export function LinkModal({ authorization, open, onClose }: LinkModalProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal open={open} width={640} title={t('authorizations.link.title')} footer={null} onCancel={onClose} destroyOnHidden>
      <Content authorization={authorization} onClose={onClose} />
    </Modal>
  );
}

function Content({ authorization, onClose }: Omit<LinkModalProps, 'open'>): ReactNode {
  const queries = useQueryClient();
  const query = linkQuery(authorization.id);
  const { data, error, refetch } = useQuery(query);
  const [active, setActive] = useState<Authorization>();
  if (active) return <Authorized authorization={active} onClose={onClose} />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  return <LazyLinkPanel link={data} onLink={(link: AuthorizationLink) => queries.setQueryData(query.queryKey, link)} onActive={setActive} onClose={onClose} />;
}
