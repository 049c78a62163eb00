import type { Locale } from 'antd/es/locale';
import dayjs from 'dayjs';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { firstLanguage, keepLanguage, type Language } from './language';
import type { Messages } from './zh-CN';

interface Pack {
  messages: Messages;
  /** Texts of antd's own widgets. */
  antd: Locale;
  /** dayjs' name of the language, for antd's calendars. */
  dayjs: string;
}

/** A language is loaded when it is first wanted. */
const LOAD: Record<Language, () => Promise<{ pack: Pack }>> = {
  'zh-CN': () => import('./pack.zh-CN'),
  'en-US': () => import('./pack.en-US'),
};

let antd: Locale;

async function load(language: Language): Promise<void> {
  const { pack } = await LOAD[language]();
  antd = pack.antd;
  i18next.addResourceBundle(language, 'translation', pack.messages);
  dayjs.locale(pack.dayjs);
  document.documentElement.lang = language;
}

export async function startI18n(): Promise<void> {
  const lng = firstLanguage();
  await i18next.use(initReactI18next).init({ lng, fallbackLng: false, resources: {}, interpolation: { escapeValue: false } });
  await load(lng);
  document.title = i18next.t('app.title');
}

export async function switchLanguage(language: Language): Promise<void> {
  await load(language);
  keepLanguage(language);
  await i18next.changeLanguage(language);
  document.title = i18next.t('app.title');
}

/** Goes with the language that i18next has now. */
export const antdLocale = (): Locale => antd;
