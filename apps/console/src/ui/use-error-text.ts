import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError, isRecord } from '../api/api-error';
import type { Messages } from '../i18n/zh-CN';

export interface ErrorText {
  title: string;
  /** What mends it. */
  remedy?: string;
}

type KnownCode = keyof Messages['errors'];

/** A text that the API gives in both languages. */
export function inLanguage(text: unknown, language: string): string | undefined {
  const found = isRecord(text) ? text[language] : undefined;
  return typeof found === 'string' ? found : undefined;
}

function textOf(error: Error, t: TFunction, language: string, isKnown: (code: string) => code is KnownCode): ErrorText {
  if (!(error instanceof ApiError)) return { title: error.message };
  const { code, message, details } = error;
  if (code === 'NETWORK') return { title: t('failure.network') };
  const remedy = inLanguage(details['remedy'], language);
  // Of one field it is plain which it is.
  if (code === 'INVALID_INPUT') return { title: t('errors.INVALID_INPUT'), remedy: isRecord(details['texts']) ? Object.values(error.fields).flat().join(t('common.joiner')) : message };
  if (code === 'AUTHORIZATION_REFUSED' && isTrouble(details['reason'])) return { title: t(`trouble.${details['reason']}`), remedy };
  if (isKnown(code)) return { title: t(`errors.${code}`, details), remedy };
  return { title: message || t('errors.unknown', { code }), remedy };
}

type Trouble = keyof Messages['trouble'];
const TROUBLES: Record<Trouble, true> = { secret_refused: true, corp_id_refused: true, ip_not_trusted: true, app_disabled: true, agent_mismatch: true, token_refused: true, corp_mismatch: true, corp_claimed: true, refused: true };
const isTrouble = (reason: unknown): reason is Trouble => typeof reason === 'string' && reason in TROUBLES;

/**
 * Words for a failed request: those of the user's language for the codes that the console knows, which all name what to do,
 * and the API's own for others.
 */
export function useErrorText(): (error: Error) => ErrorText {
  const { t, i18n } = useTranslation();
  const isKnown = (code: string): code is KnownCode => i18n.exists(`errors.${code}`);
  return (error) => textOf(error, t, i18n.language, isKnown);
}
