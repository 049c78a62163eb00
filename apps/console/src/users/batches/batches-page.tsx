import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { Flex } from 'antd';
import { UsersFrame } from '../users-frame';
import { onceOpen } from '../../ui/once-open';
import { BatchStarters } from './batch-starters';
import { BatchTable } from './batch-table';

const BatchDrawer = onceOpen(async () => (await import('./batch-drawer')).BatchDrawer, ({ batchId }) => batchId !== undefined);

/** Many bindings at once: by what is known of people, or by a file; each is a preview first. */
export function BatchesPage(): ReactNode {
  const { batchId } = useParams();
  const navigate = useNavigate();
  return (
    <UsersFrame part="batches">
      {(authorizationId) => {
        const addressOf = (id: string): string => `/users/batches${id && `/${id}`}?authorization=${authorizationId}`;
        return (
          <Flex vertical gap={16}>
            <BatchStarters authorizationId={authorizationId} onStarted={({ id }) => void navigate(addressOf(id))} />
            <BatchTable authorizationId={authorizationId} addressOf={addressOf} />
            <BatchDrawer batchId={batchId} onClose={() => void navigate(addressOf(''))} />
          </Flex>
        );
      }}
    </UsersFrame>
  );
}
