/** `npm run demo`: everything on this machine, the real bot included, until Ctrl-C. */

import { parseArgs } from 'node:util';
import { type DemoSession, startDemo } from './demo-session.ts';
import { freePort } from './free-port.ts';
import type { SandboxPorts } from './sandbox.ts';

const usage = `Usage: npm run demo -- [--port N] [--socket]
  --port N   the page's port; the three after it are used too (default 4000)
  --socket   the bot uses Socket Mode instead of HTTP`;

/** What is said when the demo cannot start. */
class DemoError extends Error {
  override name = 'DemoError';
}

function readArguments(): { port: number; socket: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '4000' },
        socket: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port < 1 || port > 65_532) {
      throw new DemoError(`--port should be a whole number from 1 to 65532, not ${values.port}.`);
    }
    return { port, socket: values.socket, help: values.help };
  } catch (error) {
    if (error instanceof DemoError) throw error;
    throw new DemoError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
}

/** The four ports from the first one on, once all of them are known to be free. */
async function portsFrom(first: number): Promise<SandboxPorts> {
  for (let port = first; port < first + 4; port += 1) {
    await freePort(port).catch((cause: unknown) => {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
      const why = code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${code})`;
      const elsewhere = first < 5000 ? 5000 : 4000;
      throw new DemoError(
        `Port ${port} ${why}. The demo uses ports ${first} to ${first + 3}.\n` +
          `Stop the program that has it, or choose others: npm run demo -- --port ${elsewhere}`,
        { cause },
      );
    });
  }
  return { slack: first, composio: first + 1, gong: first + 2, bot: first + 3 };
}

function introduce({ url }: DemoSession, socket: boolean): void {
  process.stdout.write(`
Gong Connect, with Slack, Composio and Gong all on this machine:

  ${url}

  1. Open that address. You are Ana, an admin: type /gong-setup and press Enter.
  2. The strip at the top of the page says what to do next: the story, the admin's side, and six troubles to repair.
  3. Press Ctrl-C here to stop. Nothing is kept.

The bot talks to Slack over ${socket ? 'Socket Mode' : 'HTTP'}.
`);
}

async function run(): Promise<void> {
  const { port, socket, help } = readArguments();
  if (help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const ports = await portsFrom(port);
  // Ctrl-C while it starts: stop as soon as that is possible.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  const session = await startDemo({ ports, socket, say: (sentence) => process.stdout.write(`${sentence}\n`) });
  introduce(session, socket);
  await stopped;
  process.stdout.write('Stopping.\n');
  await session.stop();
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${error instanceof DemoError ? '' : 'The demo did not start: '}${words}\n`);
    process.exit(1);
  },
);
