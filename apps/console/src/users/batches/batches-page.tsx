import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { BehindOne } from '../../ui/behind-one';
import { Sheet } from '../../ui/page';
import { UsersFrame } from '../users-frame';
import { BatchDrawer, BatchList } from './parts';

/** Many bindings at once: by what is known of people, or by a file; each is a preview first. */
export function BatchesPage(): ReactNode {
  const { batchId } = useParams();
  const navigate = useNavigate();
  return (
    <UsersFrame part="batches">
      {(authorizationId) => {
        const addressOf = (id: string): string => `/users/batches${id && `/${id}`}?authorization=${authorizationId}`;
        return (
          <>
            <BehindOne named={batchId !== undefined} frame={(content) => <Sheet>{content}</Sheet>}>
              <BatchList authorizationId={authorizationId} addressOf={addressOf} />
            </BehindOne>
            <BatchDrawer batchId={batchId} onClose={() => void navigate(addressOf(''))} />
          </>
        );
      }}
    </UsersFrame>
  );
}
