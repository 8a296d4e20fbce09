/** Ports of this machine: one that is free, or whether a certain one is. */

import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Systems take the ports of outgoing connections from above: a bot that stops and starts must not lose its own to one. */
const lowest = 12_000;
const highest = 32_000;

/** A port that nobody listens on; left out means any. Rejects with Node's error when the one asked for is taken. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined) return claim(wanted);
  for (;;) {
    const port = randomInt(lowest, highest);
    try {
      return await claim(port);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    }
  }
}

/** Listens for a moment, to see whether one can. */
async function claim(port: number): Promise<number> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
  return port;
}
