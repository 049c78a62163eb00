import { TestClock } from '#kernel/testing';
import type { HostUser } from '../domain/host-user';
import { sampleHost } from '../testing';
import { json, LoopbackHost, LOOPBACK_SECRET } from '../testing/loopback-host';
import { HostHttpClient } from './host-http.client';
import { HttpUserDirectory } from './http-user-directory';

describe('HttpUserDirectory', () => {
  const clock = new TestClock();
  const people = [...sampleHost().users.values()];
  let host: LoopbackHost;
  let client: HostHttpClient;
  let directory: HttpUserDirectory;

  beforeEach(async () => {
    host = await LoopbackHost.start(() => clock.now());
    const access = { issuer: 'i', audience: 'a', key: { algorithm: 'HS256', secret: LOOPBACK_SECRET } } as const;
    client = new HostHttpClient({ baseUrl: host.url, secret: LOOPBACK_SECRET, access }, clock);
    directory = new HttpUserDirectory(client);
  });

  afterEach(async () => {
    await client.onApplicationShutdown();
    await host.stop();
  });

  it('pages through people with the host\'s own cursor', async () => {
    host.answer = ({ target }, response) => {
      const cursor = new URL(target, 'http://h').searchParams.get('cursor');
      json(cursor === 'nach 张伟/?&' ? { items: people.slice(1), nextCursor: null } : { items: people.slice(0, 1), nextCursor: 'nach 张伟/?&' })({} as never, response);
    };
    const found: HostUser[] = [];
    let cursor: string | undefined;
    do {
      const page = await directory.listUsers('t1', { query: '张', groupId: 'g-daily' }, { limit: 20, cursor });
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found).toEqual(people);
    expect(host.requests.map((request) => decodeURIComponent(request.target))).toEqual([
      '/bi/v1/users?query=张&groupId=g-daily&limit=20',
      '/bi/v1/users?query=张&groupId=g-daily&cursor=nach+张伟/?&&limit=20',
    ]);
  });

  it('looks people up in calls of at most 1000, each id once', async () => {
    host.answer = (request, response) => {
      const { ids } = request.body as { ids: string[] };
      const known = ids.filter((id) => id !== 'u7').map((id) => ({ ...people[0], id }));
      json({ items: [...known, { ...people[0], id: 'not-asked-for' }] })(request, response);
    };
    const ids = Array.from({ length: 2500 }, (_none, index) => `u${index}`);
    const found = await directory.findUsers('t1', [...ids, 'u1', 'u2']);
    expect(host.requests.map((request) => (request.body as { ids: string[] }).ids.length)).toEqual([1000, 1000, 500]);
    expect(found.map((user) => user.id)).toEqual(ids.filter((id) => id !== 'u7'));
  });

  it('asks nothing for no ids', async () => {
    expect(await directory.findUsers('t1', [])).toEqual([]);
    expect(host.requests).toEqual([]);
  });

  it('lists groups and departments', async () => {
    host.answer = json({ items: [{ id: 'd-east', name: '华东区', parentId: 'd-sales' }, { id: 'd-sales', name: '销售部', parentId: null }] });
    expect(await directory.listDepartments('t1')).toEqual([{ id: 'd-east', name: '华东区', parentId: 'd-sales' }, { id: 'd-sales', name: '销售部' }]);
    expect(await directory.listGroups('t1')).toHaveLength(2);
    expect(host.requests.map(({ method, target, tenantId }) => `${method} ${target} ${tenantId}`)).toEqual(['GET /bi/v1/departments t1', 'GET /bi/v1/groups t1']);
  });
});
