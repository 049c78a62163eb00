// A BI host of any size behind the HTTP host contract, as a process of its own: whoever is asked for exists. What the page `own` shows is
// another content for each viewer, what `daily` shows is the same for all. Signatures are not looked at.
import { createServer } from 'node:http';

const PROJECT = 'sales';
const page = (id) => ({ id, projectId: PROJECT, title: `页面 ${id}`, published: true, sharing: true, url: `https://bi.example.com/p/${id}` });
const user = (id) => ({ id, name: id, account: id, departmentIds: [], groupIds: [], active: true });

function snapshot(id, { viewerId }) {
  const columns = [{ key: 'who', title: '看板', type: 'text' }, { key: 'revenue', title: '销售额', type: 'number', unit: '元' }];
  const rows = [[id === 'own' ? viewerId : '全部', 1_284_560]];
  return { page: page(id), dataTime: '2026-03-02T00:30:00Z', filters: [], charts: [{ id: 'revenue', title: '昨日销售额', kind: 'table', state: 'ok', columns, rows }] };
}

const groupsOf = (id, viewerIds) => (id === 'own' ? viewerIds.map((viewer) => ({ contentKey: viewer, viewerIds: [viewer] })) : [{ contentKey: 'all', viewerIds }]);

function answer(path, body) {
  if (path === '/health/ready') return {};
  if (path === '/users/lookup') return { items: body.ids.map(user) };
  if (path === '/users') return { items: [] };
  if (path === '/projects') return { items: [{ id: PROJECT, name: '销售分析' }] };
  const [, id, what] = /^\/projects\/sales\/pages\/(\w+)(?:\/([\w-]+))?$/.exec(path) ?? [];
  if (id && what === undefined) return page(id);
  if (what === 'snapshot') return snapshot(id, body);
  if (what === 'viewer-groups') return { groups: groupsOf(id, body.viewerIds), denied: [] };
  return path.endsWith('s') ? { items: [] } : undefined;
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
    const reply = answer(new URL(request.url, 'http://host').pathname.replace('/bi/v1', ''), body);
    response.writeHead(reply ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(reply ?? { code: 'NOT_FOUND' }));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('disconnect', () => process.exit(0));
