import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Page } from '../../ui/page';

interface CalendarFrameProps {
  name: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Around one calendar, with the way back to the list. */
export function CalendarFrame({ name, ...rest }: CalendarFrameProps): ReactNode {
  const { t } = useTranslation();
  return <Page title={<Flex align="center" gap={8} wrap><Link to="/settings/calendars"><Button type="text" icon={<ArrowLeftOutlined aria-hidden />} aria-label={t('common.backToList')} /></Link>{name}</Flex>} {...rest} />;
}
