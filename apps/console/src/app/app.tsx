import { LoadingOutlined } from '@ant-design/icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider, theme } from 'antd';
import { Suspense, useLayoutEffect, type ReactNode, type SyntheticEvent } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { unstable_HistoryRouter as HistoryRouter, useRoutes } from 'react-router-dom';
import { antdLocale } from '../i18n/i18n';
import { CrashPage } from '../ui/crash-page';
import { FeedbackPlace } from '../ui/feedback-place';
import { FullPageSpin } from '../ui/full-page-spin';
import { useDark } from './appearance';
import { history } from './history';
import { queryClient } from './query-client';
import { preload, ROUTES } from './router';
import { BASE_PATH } from './settings';
import { themeOf, variablesOf } from './theme';
import { useMedia } from './use-media';

const BUTTON = {
  // Chinese needs no space between the two characters of a short button.
  autoInsertSpace: false,
  // antd's own sign of work shrinks away and goes when the browser says that the shrinking has ended. Of an answer that comes before the sign has grown the
  // browser never says so (the change is undone before it is drawn): the button stands as if at work for good. A sign that is given does not shrink.
  loadingIcon: <LoadingOutlined />,
};

export function App(): ReactNode {
  useTranslation();
  const dark = useDark();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  // The browser's own parts: scroll bars, fields without a style.
  useLayoutEffect(() => {
    document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  }, [dark]);
  return (
    <ConfigProvider locale={antdLocale()} theme={themeOf(dark, still)} button={BUTTON}>
      <Ground>
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary FallbackComponent={CrashPage}>
            <HistoryRouter basename={BASE_PATH || '/'} history={history}>
              <Pages />
            </HistoryRouter>
          </ErrorBoundary>
        </QueryClientProvider>
        <FeedbackPlace />
      </Ground>
    </ConfigProvider>
  );
}

function Pages(): ReactNode {
  return <Suspense fallback={<FullPageSpin />}>{useRoutes(ROUTES)}</Suspense>;
}

/** Letters and variables as antd's, for what is not of antd. */
function Ground({ children }: { children: ReactNode }): ReactNode {
  const { colorText, fontFamily, fontSize, lineHeight } = theme.useToken().token;
  return (
    <div className={variablesOf(useDark())} style={{ height: '100%', color: colorText, fontFamily, fontSize, lineHeight }} onPointerOver={loadAhead} onFocus={loadAhead}>
      {children}
    </div>
  );
}

/** Somebody is about to go where a link leads. */
function loadAhead({ target }: SyntheticEvent): void {
  const link = target instanceof Element && target.closest('a');
  if (link && link.origin === window.location.origin) void preload(link.pathname);
}
