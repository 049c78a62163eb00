import { DownOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useRights } from '../session/me';
import { later } from '../ui/later';
import { MenuButton } from '../ui/menu-button';
import { Page, Sheet } from '../ui/page';
import { useAddress } from '../ui/use-address';
import { AllList } from './lists/all-list';
import { FailingList } from './lists/failing-list';
import { OwnerlessList } from './lists/ownerless-list';

const ImportDrawer = later(async () => (await import('./code/import-drawer')).ImportDrawer, 'changes', 'schedule', 'taskDialogs');
const ExportDrawer = later(async () => (await import('./code/export-drawer')).ExportDrawer, 'taskDialogs');
const DeputiesDrawer = later(async () => (await import('./dialogs/deputies-drawer')).DeputiesDrawer, 'schedule', 'taskDialogs', 'taskEditor');

const VIEWS = ['all', 'failing', 'ownerless'] as const;
type View = (typeof VIEWS)[number];

export function TasksPage(): ReactNode {
  const { t } = useTranslation();
  const rights = useRights();
  const [address, setAddress] = useAddress('view', 'project');
  const view = (rights.administrator && VIEWS.find((known) => known === address.view)) || 'all';
  const mayCreate = address.project ? rights.mayEdit(address.project) : rights.editsAnywhere;
  const create = mayCreate && (
    <Link to={`/tasks/new${address.project && `?project=${encodeURIComponent(address.project)}`}`}><Button type="primary" icon={<PlusOutlined aria-hidden />}>{t('tasks.create')}</Button></Link>
  );
  return (
    <Page title={t('tasks.title')} description={t('tasks.description')} actions={<>{rights.editsAnywhere && <MoreActions project={address.project} />}{create}</>}>
      <Sheet>
        {rights.administrator && (
          <Flex style={{ marginBottom: 16, overflow: 'auto' }}>
            <Segmented<View> aria-label={t('tasks.title')} value={view} options={VIEWS.map((value) => ({ value, label: t(`tasks.views.${value}`) }))} onChange={(value) => setAddress({ view: value === 'all' ? '' : value })} />
          </Flex>
        )}
        {view === 'all' && <AllList create={create} />}
        {view === 'failing' && <FailingList />}
        {view === 'ownerless' && <OwnerlessList />}
      </Sheet>
    </Page>
  );
}

type Opened = 'import' | 'export' | 'deputies';

/** What concerns many tasks at once; a whole project is exported where one is chosen. */
function MoreActions({ project }: { project: string }): ReactNode {
  const { t } = useTranslation();
  const { mayEdit } = useRights();
  const [opened, setOpened] = useState<Opened>();
  const item = (key: Opened, label: string, disabled = false) => ({ key, label, disabled, onClick: () => setOpened(key) });
  const items = [
    item('import', t('tasks.code.import')),
    item('export', t(project ? 'tasks.code.exportProject' : 'tasks.code.exportFirst'), !project || !mayEdit(project)),
    { type: 'divider' as const },
    item('deputies', t('tasks.deputies.open')),
  ];
  const close = (): void => setOpened(undefined);
  return (
    <>
      <MenuButton menu={{ items }} placement="bottomRight"><Button>{t('tasks.manage')}<DownOutlined aria-hidden /></Button></MenuButton>
      <Suspense>
        {opened === 'import' && <ImportDrawer onClose={close} />}
        {opened === 'export' && <ExportDrawer of={{ projectId: project }} onClose={close} />}
        {opened === 'deputies' && <DeputiesDrawer projectId={project && mayEdit(project) ? project : ''} onClose={close} />}
      </Suspense>
    </>
  );
}
