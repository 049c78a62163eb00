// Sends per second and CPU per call of WecomTransport over loopback, beside bare undici and global fetch.
// The server is a process of its own and answers every request with the same bytes, so that the client is what is measured.
// Rounds are interleaved, since the machine's speed drifts; medians are printed. The last line is one JSON object.
import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const REPLY = '{"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"demo-msgid-0123456789abcdef"}';
const AT_ONCE = 64;
const ROUNDS = 7;

if (process.argv[2] === 'server') serve();
else await bench();

/** As little HTTP as undici and fetch need: it reads content-length and counts bytes. */
function serve() {
  const answer = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${REPLY.length}\r\n\r\n${REPLY}`;
  const server = createServer((socket) => {
    let waiting = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      for (;;) {
        const head = waiting.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(waiting.toString('latin1', 0, head))?.[1] ?? 0);
        if (waiting.length < head + 4 + length) return;
        waiting = waiting.subarray(head + 4 + length);
        socket.write(answer);
      }
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
  process.on('disconnect', () => process.exit(0));
}

async function bench() {
  const { Logger } = await import('@nestjs/common');
  const { Pool } = await import('undici');
  const { HttpWecomTransport, messageSend, serializeSend } = await import('#wecom');
  Logger.overrideLogger(false);
  const server = fork(fileURLToPath(import.meta.url), ['server']);
  const port = await new Promise((resolve) => server.once('message', resolve));
  const baseUrl = `http://127.0.0.1:${port}`;
  const path = '/cgi-bin/message/send?access_token=demo-token';
  const transport = new HttpWecomTransport({ baseUrl, connections: AT_ONCE });
  const pool = new Pool(baseUrl, { connections: AT_ONCE });
  const headers = { 'content-type': 'application/json' };

  const clients = {
    transport: (body) => transport.call(messageSend, { body }, { token: 'demo-token' }),
    undici: async (body) => (await pool.request({ path, method: 'POST', headers, body })).body.json(),
    fetch: async (body) => (await fetch(baseUrl + path, { method: 'POST', headers, body })).json(),
  };
  const card = { msgtype: 'textcard', textcard: { title: '销售日报 2026-11-23', description: '<div class="normal">订单 1,204（+3.1%）</div>'.repeat(5), url: 'https://bi.example.test/m/r/42', btntxt: '查看' } };
  const bodies = {
    one_recipient: serializeSend(card, { agentId: 1000002, userIds: ['zhangsan'], duplicateWindowSeconds: 1800 }),
    thousand_recipients: serializeSend(card, { agentId: 1000002, userIds: Array.from({ length: 1000 }, (_, i) => `member_${10_000 + i}`), duplicateWindowSeconds: 1800 }),
  };
  const calls = Number(process.argv[2] ?? 6000);

  const result = { bench: 'transport', node: process.version, cpus: cpus().length, at_once: AT_ONCE, calls_per_round: calls, rounds: ROUNDS };
  try {
    for (const [kind, body] of Object.entries(bodies)) {
      const rounds = Object.fromEntries(Object.keys(clients).map((name) => [name, []]));
      for (const call of Object.values(clients)) await run(call, body, Math.ceil(calls / 2)); // warm
      for (let i = 0; i < ROUNDS; i += 1) {
        for (const [name, call] of Object.entries(clients)) rounds[name].push(await run(call, body, name === 'fetch' ? Math.ceil(calls / 4) : calls));
      }
      const medians = Object.fromEntries(Object.entries(rounds).map(([name, all]) => [name, { per_second: Math.round(median(all.map((r) => r.perSecond))), cpu_us_per_call: Math.round(median(all.map((r) => r.cpuUs))) }]));
      const share = median(rounds.transport.map((r, i) => r.perSecond / rounds.undici[i].perSecond));
      result[kind] = { body_bytes: Buffer.byteLength(body), ...medians, share_of_undici: Number(share.toFixed(2)) };
      console.log(`${kind}, ${Buffer.byteLength(body)} bytes:`);
      for (const [name, m] of Object.entries(medians)) console.log(`  ${name.padEnd(10)} ${String(m.per_second).padStart(7)} calls/s   ${String(m.cpu_us_per_call).padStart(5)} us CPU a call`);
      console.log(`  transport reaches ${Math.round(share * 100)} % of bare undici (median of the ratios of ${ROUNDS} rounds)`);
    }
  } finally {
    await transport.onApplicationShutdown();
    await pool.close();
    server.disconnect();
  }
  console.log(JSON.stringify(result));
}

/** `count` calls, AT_ONCE of them under way at any time. */
async function run(call, body, count) {
  let started = 0;
  const cpu = process.cpuUsage();
  const from = process.hrtime.bigint();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (started < count) {
      started += 1;
      const reply = await call(body);
      if (!reply.msgid) throw new Error('a call got no msgid');
    }
  }));
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  const used = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpuUs: (used.user + used.system) / count };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
