import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from './bot-process.ts';

const entry = new URL('./writing-program.ts', import.meta.url);
const databasePath = join(tmpdir(), `gong-connect-commits-${process.pid}.db`);
let running: BotProcess | null = null;

function start(options: { dieAfterCommit?: number } = {}): BotProcess {
  running = startBotProcess({ DATABASE_PATH: databasePath }, { ...options, entry });
  return running;
}

afterEach(async () => {
  await running?.kill9();
  for (const suffix of ['', '-wal', '-shm']) await rm(`${databasePath}${suffix}`, { force: true });
});

it('counts transactions that changed rows and such writes of their own, and nothing else', async () => {
  const program = start();
  expect(await program.commits()).toBe(4);
});

it('dies right after the commit it was told to die after', async () => {
  const program = start({ dieAfterCommit: 2 });
  expect(await program.ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(program.logs()).toBe('table\nalone\n');
});
