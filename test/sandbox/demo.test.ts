import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';

const demo = fileURLToPath(new URL('demo.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
});

interface Run {
  child: ChildProcess;
  output: () => string;
  errors: () => string;
  code: Promise<number | null>;
  says(text: string): Promise<void>;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [demo, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const code = once(child, 'close').then(([ending]) => ending);
  const isOver = code.then(() => Promise.reject(new Error(`the demo ended: ${errors}`)));
  isOver.catch(() => undefined);
  return {
    child,
    output: () => output,
    errors: () => errors,
    code,
    says: async (text) => {
      while (!output.includes(text)) await Promise.race([once(child.stdout, 'data'), isOver]);
    },
  };
}

/** A port with three free ones after it. */
async function freeBlock(): Promise<number> {
  for (;;) {
    const first = await freePort();
    const rest = await Promise.allSettled([1, 2, 3].map((step) => freePort(first + step)));
    if (rest.every(({ status }) => status === 'fulfilled')) return first;
  }
}

describe('the demo', () => {
  it.each([
    ['HTTP', []],
    ['Socket Mode', ['--socket']],
  ] as const)('prints its address, serves it, and leaves nothing behind on Ctrl-C, over %s', async (mode, args) => {
    const port = await freeBlock();
    const { child, says, output, code } = run('--port', String(port), ...args);
    await says(`over ${mode}`);
    expect(output()).toContain(`http://127.0.0.1:${port}\n`);
    expect(output()).toContain('type /gong-setup');
    expect(await fetch(`http://127.0.0.1:${port}/`).then(({ status }) => status)).toBe(200);
    expect(await fetch(`http://127.0.0.1:${port + 3}/readyz`).then(({ status }) => status)).toBe(200);
    child.kill('SIGINT');
    expect(await code).toBe(0);
    for (const step of [0, 1, 2, 3]) expect(await freePort(port + step)).toBe(port + step);
  });

  it('takes the bot with it when it is killed', async () => {
    const port = await freeBlock();
    const { child, says, code } = run('--port', String(port));
    await says('over HTTP');
    const healthz = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port + 3}/healthz`).then(
        () => true,
        () => false,
      );
    expect(await healthz()).toBe(true);
    child.kill('SIGKILL');
    await code;
    await expect.poll(healthz, { timeout: 10_000 }).toBe(false);
  });

  it('says in words which port is taken, and how to choose others', async () => {
    const port = await freeBlock();
    const other = createServer().listen(port + 1, '127.0.0.1');
    await once(other, 'listening');
    const { errors, code } = run('--port', String(port));
    expect(await code).toBe(1);
    other.close();
    expect(errors()).toContain(`Port ${port + 1} is taken.`);
    expect(errors()).toContain('npm run demo -- --port 4000');
  });

  it('says how it is called when it is called otherwise', async () => {
    const wrong = run('--prot', '4000');
    expect(await wrong.code).toBe(1);
    expect(wrong.errors()).toContain('Usage: npm run demo');
    const badPort = run('--port', 'x');
    expect(await badPort.code).toBe(1);
    expect(badPort.errors()).toContain('--port should be a whole number');
  });
});
