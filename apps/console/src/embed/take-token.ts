import { isAppearance, keepAppearance } from '../app/appearance';
import { queryClient } from '../app/query-client';
import { switchLanguage } from '../i18n/i18n';
import { isLanguage } from '../i18n/language';
import { meQuery } from '../session/me';
import { onSessionChange, session } from '../session/session';
import { askForToken, embedded, onToken, type HandedOver } from './embed';

/** A new token is asked for before the old one ends, so that nobody is stopped in the middle of a form. */
const RENEW_BEFORE_MS = 60_000;

let renewal: number | undefined;

async function take({ token, expiresAt, language, appearance }: HandedOver): Promise<void> {
  const before = queryClient.getQueryData(meQuery.queryKey)?.id;
  session.open({ token, expiresAt });
  window.clearTimeout(renewal);
  renewal = window.setTimeout(askForToken, Date.parse(expiresAt) - Date.now() - RENEW_BEFORE_MS);
  if (isAppearance(appearance)) keepAppearance(appearance);
  if (isLanguage(language)) await switchLanguage(language);
  // Somebody else signed in there: nothing of the person before may show.
  const now = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
  if (before !== undefined && before !== now.id) queryClient.clear();
}

/** In a frame, who is signed in comes from the page around. */
export function startEmbedding(): void {
  if (!embedded) return;
  onToken((given) => {
    // What cannot be loaded now is said by the page that needs it.
    take(given).catch(() => undefined);
  });
  onSessionChange(() => {
    if (session.token() === undefined) askForToken();
  });
  askForToken();
}
