import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../i18n/i18n';
import { LANGUAGE_NAMES } from '../i18n/language';
import { useReportError } from './use-report-error';

/** There are two languages: the button names the other one, in its own words. */
export function LanguageSwitch(): ReactNode {
  const { t, i18n } = useTranslation();
  const report = useReportError();
  const other = i18n.language === 'zh-CN' ? 'en-US' : 'zh-CN';
  return (
    <Button type="text" icon={<GlobalOutlined aria-hidden />} title={t('app.language')} onClick={() => void switchLanguage(other).catch(report)}>
      <span lang={other}>{LANGUAGE_NAMES[other]}</span>
    </Button>
  );
}
