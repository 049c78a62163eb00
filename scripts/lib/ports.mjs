import { createServer } from 'node:net';
import { Problem } from './say.mjs';

const HOST = '127.0.0.1';

/** @returns {Promise<string | undefined>} the error code with which listening fails, such as EADDRINUSE */
function whyNot(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

/**
 * @param {Record<string, number>} ports by who needs them
 * @param {string} remedy what to change when one cannot be had
 * @throws Problem naming every port that cannot be had
 */
export async function checkPorts(ports, remedy) {
  const troubles = [];
  for (const [name, port] of Object.entries(ports)) {
    const code = await whyNot(port);
    if (code === 'EADDRINUSE') troubles.push(`Port ${port} (${name}) is in use by another program.`);
    else if (code) troubles.push(`Port ${port} (${name}) cannot be opened by this user (${code}).`);
  }
  if (troubles.length > 0) throw new Problem(`${troubles.join('\n')}\n${remedy}`);
}

/** The first port from `from` upward on which nobody listens. */
export async function freePort(from) {
  for (let port = from; port < from + 200; port++) if (!(await whyNot(port))) return port;
  throw new Problem(`No port between ${from} and ${from + 199} is free on ${HOST}.`);
}
