/** Where the process finds its settings, and what it makes of them on disk. */

import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { createProjectFolder, type Program, startProgram, statusOf } from './programs.ts';

let sandbox: Sandbox;
let folder: { path: string; remove(): Promise<void> };
let program: Program;

beforeEach(async () => {
  sandbox = await startSandbox();
  folder = await createProjectFolder();
});
afterEach(async () => {
  program.child.kill('SIGKILL');
  await program.ended;
  await sandbox.stop();
  await folder.remove();
});

const modeOf = async (...path: string[]) => (await stat(join(folder.path, ...path))).mode & 0o777;

test('.env is read, the environment wins, and what it says nothing of has its default', async () => {
  const { DATABASE_PATH: _, LOG_LEVEL: __, ...settings } = sandbox.settingsFor();
  const lines = Object.entries({ ...settings, LOG_LEVEL: 'not-a-level', CHECK_INTERVAL_SECONDS: '' });
  await writeFile(join(folder.path, '.env'), lines.map(([name, value]) => `${name}=${value}`).join('\n'));
  program = startProgram(folder.path, ['node', 'src/start.js'], { LOG_LEVEL: 'warn' });
  await expect.poll(() => statusOf(sandbox.bot.url, '/readyz'), { timeout: 30_000, interval: 25 }).toBe(200);
  expect(program.out()).toBe('');
  expect(await modeOf('data')).toBe(0o700);
  expect(await modeOf('data', 'gong-connect.db')).toBe(0o600);
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
});

test('the log is JSON lines with a level, a time and a message', async () => {
  program = startProgram(folder.path, ['node', 'src/start.js'], sandbox.settingsFor());
  await expect.poll(() => statusOf(sandbox.bot.url, '/readyz'), { timeout: 30_000, interval: 25 }).toBe(200);
  program.child.kill('SIGTERM');
  await program.ended;
  const lines = program
    .out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const line of lines) {
    expect(line).toMatchObject({ level: expect.anything(), time: expect.anything(), msg: expect.any(String) });
  }
  expect(lines.at(-1)).toMatchObject({ msg: 'stopped' });
});
