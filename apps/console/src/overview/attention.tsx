import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { alarmsQuery } from '../alarms/queries';
import { Failure } from '../ui/failure';
import { Moment } from '../ui/moment';
import { Typography } from '../ui/typography';

const SHOWN = 5;

/** What is wrong now and can be mended: the open alarms, newest first, each with the way to it. */
export function Attention(): ReactNode {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const alarms = useInfiniteQuery(alarmsQuery({ state: 'open' }));
  if (alarms.error && !alarms.data) return <Failure error={alarms.error} onRetry={() => void alarms.refetch()} />;
  const open = alarms.data?.pages.flatMap((page) => page.items);
  if (!open) return null;
  if (open.length === 0) {
    return <Flex gap={8} align="center"><CheckCircleFilled aria-hidden style={{ color: token.colorSuccess }} />{t('overview.nothingWrong')}</Flex>;
  }
  return (
    <Flex vertical gap={16}>
      {open.slice(0, SHOWN).map(({ id, subject, text, remedy, path, lastAt }) => (
        <Flex key={id} gap={10} align="flex-start">
          <WarningFilled aria-hidden style={{ color: token.colorWarning, marginTop: 4 }} />
          <div style={{ flex: 1, minWidth: 0 }}>
            <Typography.Text strong>{subject.name}</Typography.Text>{' '}<Typography.Text type="secondary"><Moment value={lastAt} /></Typography.Text>
            <div>{text}</div>
            {remedy && <Typography.Text type="secondary">{t('failure.remedy', { text: remedy })}</Typography.Text>}
          </div>
          <Link to={path}><Button size="small" aria-label={`${t('overview.mend')} ${subject.name}`}>{t('overview.mend')}</Button></Link>
        </Flex>
      ))}
      {(open.length > SHOWN || alarms.hasNextPage) && <Link to="/toolbox/alarms?state=open">{t('overview.allAlarms')}</Link>}
    </Flex>
  );
}
