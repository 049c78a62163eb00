import './api/first-questions';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { queryClient } from './app/query-client';
import { firstAnswers, preload } from './app/router';
import { startEmbedding } from './embed/take-token';
import { startI18n } from './i18n/i18n';
import { meQuery } from './session/me';
import { session } from './session/session';
import './global.css';

async function start(): Promise<void> {
  // All that the first page needs is asked for at once: its code and texts, and who is signed in.
  const needed = [preload(window.location.pathname)];
  if (session.token() !== undefined) needed.push(queryClient.prefetchQuery(meQuery));
  await startI18n();
  startEmbedding();
  // Until then the page shows that it is loading (index.html): drawing in steps would only make the last one later.
  await Promise.all(needed);
  if (session.token() !== undefined) await firstAnswers(window.location);
  createRoot(document.getElementById('root')!).render(<App />);
}

// Not awaited here: chunks that are loaded meanwhile wait for this one.
void start();
