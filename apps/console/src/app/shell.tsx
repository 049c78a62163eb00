import { MenuOutlined } from '@ant-design/icons';
import { Button, Grid, Layout } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
import { embedded } from '../embed/embed';
import { WaitingPage } from '../embed/waiting-page';
import { MeContext, rightsOf, useMeQuery } from '../session/me';
import { useClosedBecause, useToken } from '../session/session';
import { CrashPage } from '../ui/crash-page';
import { Failure } from '../ui/failure';
import { FullPageSpin } from '../ui/full-page-spin';
import { LanguageSwitch } from '../ui/language-switch';
import { onceOpen } from '../ui/once-open';
import { Brand } from './brand';
import { NavMenu } from './nav-menu';
import { NoRole } from './no-role';
import { UserMenu } from './user-menu';

/** The one page that needs no role. */
const OWN_BINDINGS = '/me/wecom';

const NavDrawer = onceOpen(async () => (await import('./nav-drawer')).NavDrawer, ({ open }) => open);

/** Everything around the pages, for people who are signed in; others are led to the sign-in page and back. */
export function Shell(): ReactNode {
  const token = useToken();
  const closedBecause = useClosedBecause();
  const { pathname, search } = useLocation();
  if (token) return <SignedIn />;
  if (embedded) return <WaitingPage />;
  // Whoever signed out wants to be nowhere in particular next time.
  const here = `${pathname}${search}`;
  const back = closedBecause === 'signed_out' || here === '/' ? '' : `?return=${encodeURIComponent(here)}`;
  return <Navigate to={`/sign-in${back}`} replace />;
}

function SignedIn(): ReactNode {
  const { t } = useTranslation();
  const wide = Grid.useBreakpoint().lg ?? true;
  const { pathname } = useLocation();
  const [menuOpen, setMenuOpen] = useState(false);
  const me = useMeQuery();
  if (me.isPending) return <FullPageSpin />;
  if (me.isError) return <Failure error={me.error} onRetry={() => void me.refetch()} />;
  return (
    <MeContext value={me.data}>
      <a className="skip-link" href="#content">{t('app.skipToContent')}</a>
      <Layout style={{ minHeight: '100%' }}>
        {wide ? (
          <Layout.Sider width={220} style={{ position: 'sticky', top: 0, height: '100vh', overflow: 'auto' }}>
            <Brand />
            <NavMenu />
          </Layout.Sider>
        ) : (
          <NavDrawer open={menuOpen} onClose={() => setMenuOpen(false)} />
        )}
        <Layout>
          <Layout.Header style={{ position: 'sticky', top: 0, zIndex: 10, display: 'flex', alignItems: 'center', gap: 8, ...(!wide && { paddingInline: 8 }) }}>
            {!wide && <Button type="text" icon={<MenuOutlined aria-hidden />} aria-label={t('app.menu')} onClick={() => setMenuOpen(true)} />}
            <div style={{ flex: 1 }} />
            <LanguageSwitch />
            <UserMenu />
          </Layout.Header>
          <Layout.Content id="content" tabIndex={-1} role="main" style={{ padding: wide ? 24 : 16, outline: 'none' }}>
            {/* A fault of one page leaves the menu usable. */}
            <ErrorBoundary resetKeys={[pathname]} FallbackComponent={CrashPage}>
              <Suspense fallback={<FullPageSpin />}>{rightsOf(me.data).anywhere || pathname === OWN_BINDINGS ? <Outlet /> : <NoRole />}</Suspense>
            </ErrorBoundary>
          </Layout.Content>
        </Layout>
      </Layout>
    </MeContext>
  );
}
