import { GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../i18n/i18n';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/language';
import { useReportError } from './use-report-error';

export function LanguageSwitch(): ReactNode {
  const { t, i18n } = useTranslation();
  const report = useReportError();
  const items = LANGUAGES.map((language) => ({
    key: language,
    label: <span lang={language}>{LANGUAGE_NAMES[language]}</span>,
    onClick: () => void switchLanguage(language).catch(report),
  }));
  const current = LANGUAGES.find((language) => language === i18n.language);
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [i18n.language] }} trigger={['click']} placement="bottomRight">
      <Button type="text" icon={<GlobalOutlined aria-hidden />} aria-label={t('app.language')}>{current && LANGUAGE_NAMES[current]}</Button>
    </Dropdown>
  );
}
