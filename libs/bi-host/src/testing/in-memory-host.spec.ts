import { HostUnavailableError } from '../domain/bi-host.errors';
import { DAILY_CHARTS, DAILY_PAGE, InMemoryContentSource, InMemoryUserDirectory, asCaller, inMemoryHostPorts, sampleHost, TestHostAccess, testCaller } from '.';

const page = { limit: 2 };

describe('InMemoryHost', () => {
  it('finds people by part of name or account, and pages through them', async () => {
    const users = new InMemoryUserDirectory(sampleHost());
    expect((await users.listUsers('t', { query: '李' }, page)).items.map((user) => user.id)).toEqual(['u2']);
    expect((await users.listUsers('t', { query: 'EMI' }, page)).items.map((user) => user.id)).toEqual(['u3']);
    const first = await users.listUsers('t', { groupId: 'g-daily' }, page);
    const second = await users.listUsers('t', { groupId: 'g-daily' }, { ...page, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map((user) => user.id)).toEqual(['u1', 'u2', 'u4']);
    expect(second.nextCursor).toBeUndefined();
  });

  it('leaves unknown ids out of a lookup', async () => {
    const found = await new InMemoryUserDirectory(sampleHost()).findUsers('t', ['u2', 'nobody', 'u1']);
    expect(found.map((user) => user.name)).toEqual(['李娜', '张伟']);
  });

  it('groups viewers by what they would see', async () => {
    const host = sampleHost().setContent(DAILY_PAGE, (viewerId) => ({
      dataTime: null,
      filters: [{ name: '区域', value: viewerId === 'u2' ? '华东' : '全部' }],
      charts: [...DAILY_CHARTS],
    }));
    host.deny(DAILY_PAGE, 'u4', '无权限');
    const { groups, denied } = await new InMemoryContentSource(host).groupViewers('t', DAILY_PAGE, ['u1', 'u2', 'u3', 'u4', 'ghost']);
    expect(groups.map((group) => group.viewerIds)).toEqual([['u1', 'u3'], ['u2']]);
    expect(denied.map((one) => one.viewerId)).toEqual(['u4', 'ghost']);
  });

  it('gives a snapshot, or says why not', async () => {
    const host = sampleHost();
    const content = new InMemoryContentSource(host);
    const request = { ...DAILY_PAGE, viewerId: 'u1', language: 'zh-CN' };
    expect(await content.takeSnapshot('t', request)).toMatchObject({ page: { title: '销售日报' }, charts: DAILY_CHARTS });
    await expect(content.takeSnapshot('t', { ...request, pageId: 'gone' })).rejects.toMatchObject({ problem: 'not_found' });
    await expect(content.takeSnapshot('t', { ...request, pageId: 'draft' })).rejects.toMatchObject({ problem: 'not_published' });
    host.setPage({ id: 'daily', projectId: 'sales', sharing: false });
    await expect(content.takeSnapshot('t', request)).rejects.toMatchObject({ problem: 'sharing_off' });
    host.setPage({ id: 'daily', projectId: 'sales', sharing: true }).deny(DAILY_PAGE, 'u1');
    await expect(content.takeSnapshot('t', request)).rejects.toMatchObject({ problem: 'no_right' });
  });

  it('fails as often as told, and notes every call', async () => {
    const host = sampleHost().failNext(new HostUnavailableError('down'));
    const content = new InMemoryContentSource(host);
    await expect(content.listProjects('t1')).rejects.toThrow('down');
    expect(await content.listProjects('t2')).toHaveLength(1);
    expect(host.calls).toEqual([
      { tenantId: 't1', method: 'listProjects' },
      { tenantId: 't2', method: 'listProjects' },
    ]);
  });

  it('is a set of host ports', () => {
    expect(Object.keys(inMemoryHostPorts(sampleHost()))).toEqual(['imports', 'userDirectory', 'contentSource', 'access', 'notices']);
  });
});

describe('TestHostAccess', () => {
  it('believes the header, Chinese names and all', async () => {
    const headers = asCaller({ userId: 'u2', name: '李娜 😀', projectRoles: { sales: 'editor' } });
    expect(headers['x-test-caller']).toMatch(/^[ -~]+$/);
    expect(await new TestHostAccess().callerOf({ headers })).toEqual(testCaller({ userId: 'u2', name: '李娜 😀', projectRoles: { sales: 'editor' } }));
    expect(await new TestHostAccess().callerOf({ headers: {} })).toBeUndefined();
  });
});
