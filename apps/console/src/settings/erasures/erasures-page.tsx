import { useState, type ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { BehindOne } from '../../ui/behind-one';
import { SettingsPage } from '../settings-tabs';
import { ErasureDrawer, ErasureList } from './parts';
import type { AtHost } from './queries';

const addressOf = (id: string): string => `/settings/erasures/${id}`;

export function ErasuresPage(): ReactNode {
  const { erasureId } = useParams();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<{ id: string; atHost: AtHost }>();
  return (
    <SettingsPage>
      <BehindOne named={erasureId !== undefined} frame={(content) => content}>
        <ErasureList
          addressOf={addressOf}
          onRequested={(requested) => {
            setAsked(requested);
            void navigate(addressOf(requested.id));
          }}
        />
      </BehindOne>
      <ErasureDrawer erasureId={erasureId} atHost={asked?.id === erasureId ? asked?.atHost : undefined} onClose={() => void navigate('/settings/erasures')} />
    </SettingsPage>
  );
}
