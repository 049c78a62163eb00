import { useQuery } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { BehindOne } from '../ui/behind-one';
import { Page, Sheet } from '../ui/page';
import { useLiveProgress } from './live-progress';
import { RecordDrawer, RecordList } from './parts';
import { isUnderWay, recordQuery } from './queries';

export function RecordsPage(): ReactNode {
  const { t } = useTranslation();
  const { recordId } = useParams();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [hearing, setHearing] = useState(false);
  const [listed, setListed] = useState('');
  const opened = useQuery({ ...recordQuery(recordId ?? '', hearing), enabled: recordId !== undefined });
  const followed = [...listed.split(',').filter(Boolean), ...(opened.data && isUnderWay(opened.data) ? [opened.data.id] : [])];
  useLiveProgress([...new Set(followed)], setHearing);

  /** The filters stay in the address of a record: who closes it is back where he was. */
  const addressOf = useCallback((id: string): string => `/records${id && `/${id}`}${params.size > 0 ? `?${params}` : ''}`, [params]);

  return (
    <>
      <BehindOne named={recordId !== undefined} frame={(content) => <Page title={t('records.title')} description={t('records.description')}><Sheet>{content}</Sheet></Page>}>
        <RecordList hearing={hearing} onUnderWay={setListed} addressOf={addressOf} />
      </BehindOne>
      <RecordDrawer recordId={recordId} hearing={hearing} onClose={() => void navigate(addressOf(''))} />
    </>
  );
}
