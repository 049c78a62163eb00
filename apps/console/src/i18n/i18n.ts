import type { Locale } from 'antd/es/locale';
import dayjs from 'dayjs';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { enUS } from './en-US';
import { firstLanguage, keepLanguage, type Language } from './language';
import { zhCN, type Base, type Subject } from './zh-CN';

interface Pack {
  base: Base;
  /** Texts of antd's own widgets. */
  antd: Locale;
  /** dayjs' name of the language, for antd's calendars. */
  dayjs: string;
}

/** A language is loaded when it is first wanted, and of its subjects those that pages ask for. */
const PACKS: Record<Language, () => Promise<{ pack: Pack }>> = {
  'zh-CN': () => import('./pack.zh-CN'),
  'en-US': () => import('./pack.en-US'),
};
const SUBJECTS: Record<Language, Record<Subject, () => Promise<object>>> = { 'zh-CN': zhCN, 'en-US': enUS };

let current: Language = firstLanguage();
let antd: Locale;
const wanted = new Set<Subject>();

const add = (language: Language, texts: object): void => void i18next.addResourceBundle(language, 'translation', texts, true);

async function loadSubjects(language: Language, subjects: Iterable<Subject>): Promise<void> {
  const loaded = await Promise.all(Array.from(subjects, (subject) => SUBJECTS[language][subject]()));
  for (const texts of loaded) add(language, texts);
}

async function load(language: Language): Promise<void> {
  // Pages may ask for more meanwhile.
  let pack: Pack;
  let known: number;
  do {
    known = wanted.size;
    [{ pack }] = await Promise.all([PACKS[language](), loadSubjects(language, wanted)]);
  } while (known < wanted.size);
  current = language;
  antd = pack.antd;
  add(language, pack.base);
  dayjs.locale(pack.dayjs);
  document.documentElement.lang = language;
}

/** Resolves when `t('subject.…')` has words for these subjects; from then on they come along when the language is changed. */
export async function loadTexts(...subjects: readonly Subject[]): Promise<void> {
  for (const subject of subjects) wanted.add(subject);
  await loadSubjects(current, subjects);
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({ lng: current, fallbackLng: false, resources: {}, interpolation: { escapeValue: false } });
  await load(current);
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
