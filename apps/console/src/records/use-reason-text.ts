import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import type { Messages } from '../i18n/zh-CN';

type ReasonCode = keyof Messages['reasons'];

/** @returns the reason in the language of the console; as the API put it, if the code is a new one */
export function useReasonText(): (reason: Schemas['ReasonDto']) => string {
  const { t, i18n } = useTranslation();
  const isKnown = (code: string): code is ReasonCode => i18n.exists(`reasons.${code}`);
  return ({ code, text }) => (isKnown(code) ? t(`reasons.${code}`) : text || code);
}
