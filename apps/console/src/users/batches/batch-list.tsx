import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { BatchStarters } from './batch-starters';
import { BatchTable } from './batch-table';

export function BatchList({ authorizationId, addressOf }: { authorizationId: string; addressOf: (id: string) => string }): ReactNode {
  const navigate = useNavigate();
  return (
    <Flex vertical gap={16}>
      <BatchStarters authorizationId={authorizationId} onStarted={({ id }) => void navigate(addressOf(id))} />
      <BatchTable authorizationId={authorizationId} addressOf={addressOf} />
    </Flex>
  );
}
