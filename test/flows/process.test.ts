/** The process, from outside: how it starts, when it says that it is ready, and how it ends. */

import { readFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotWishes, type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { createProjectFolder, type Program, startProgram, statusOf } from './programs.ts';

const dockerfile = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8');
/** What a container runs. */
const inContainer: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]');
const npmStart = ['npm', 'start'];

let sandbox: Sandbox;
let folder: { path: string; remove(): Promise<void> };
let programs: Program[];
beforeEach(async () => {
  programs = [];
  sandbox = await startSandbox();
  folder = await createProjectFolder();
});
afterEach(async () => {
  for (const program of programs) await program.kill9();
  await sandbox.stop();
  await folder.remove();
});

function run(command: readonly string[], wishes: BotWishes = {}): Program {
  const program = startProgram(folder.path, command, sandbox.settingsFor(wishes));
  programs.push(program);
  return program;
}

const status = (path: string) => statusOf(sandbox.bot.url, path);
const becomes = (path: string, wanted: number | null) =>
  expect.poll(() => status(path), { timeout: 15_000, interval: 20 }).toBe(wanted);

test.each([
  ['npm start', npmStart],
  ['the command of the container', inContainer],
])('%s is alive from its first answer on, and ready once Slack can be reached', async (_name, command) => {
  sandbox.slack.faults.add('auth.test', { kind: 'reset-before' }, Number.POSITIVE_INFINITY);
  const program = run(command);
  await expect.poll(() => status('/healthz'), { timeout: 15_000, interval: 5 }).not.toBeNull();
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503]);
  expect((await fetch(`${sandbox.bot.url}/slack/events`, { method: 'POST' })).status).toBe(503);
  sandbox.slack.faults.clear();
  await becomes('/readyz', 200);
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.err()).toBe('');
});

test.each([
  ['SIGTERM', npmStart],
  ['SIGINT', npmStart],
  ['SIGTERM', inContainer],
  ['SIGINT', inContainer],
] as const)('%s to %j ends it with exit code 0 and leaves nothing behind', async (signal, command) => {
  const program = run(command, { socket: true });
  await becomes('/readyz', 200);
  program.child.kill(signal);
  // As a terminal does, which tells npm and its child.
  program.child.kill(signal);
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(await status('/healthz')).toBeNull();
  expect(sandbox.slack.socket.connections()).toBe(0);
});

test('it can be stopped while Slack cannot be reached', async () => {
  sandbox.slack.faults.add('auth.test', { kind: 'delay', ms: 600_000 }, Number.POSITIVE_INFINITY);
  const program = run(inContainer);
  await becomes('/readyz', 503);
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
});

test('it can be stopped from its first moment on', async () => {
  // The process sends itself the signal as soon as somebody in it listens for one.
  const early = "process.once('newListener', () => queueMicrotask(() => process.kill(process.pid, 'SIGTERM')));";
  const program = run(['node', '--import', `data:text/javascript,${encodeURIComponent(early)}`, 'src/start.js']);
  expect(await program.ended).toEqual({ code: 0, signal: null });
});

test('it ends although nobody reads its log any more', async () => {
  const program = run(inContainer);
  await becomes('/readyz', 200);
  program.child.stdout?.destroy();
  program.child.stderr?.destroy();
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
});

test('npm run dev starts it again when a file changes', async () => {
  await folder.remove();
  folder = await createProjectFolder(true);
  const program = run(['npm', 'run', 'dev']);
  await becomes('/readyz', 200);
  const starts = () => program.out().split('"the HTTP server is up"').length - 1;
  expect(starts()).toBe(1);
  const touch = () => utimes(join(folder.path, 'src/loop.ts'), new Date(), new Date());
  // Node begins to watch a file a moment after it has loaded it.
  await expect.poll(() => touch().then(starts), { timeout: 15_000, interval: 1_000 }).toBeGreaterThan(1);
  await becomes('/readyz', 200);
  program.child.kill('SIGTERM');
  await program.ended;
  await becomes('/healthz', null);
});
