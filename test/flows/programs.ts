/** The project's commands, run as an operator runs them: in a process of their own, with an environment of their own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCache } from '../sandbox/bot-process.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface Program {
  child: ChildProcess;
  /** Everything on its stdout, and on its stderr, so far. */
  out(): string;
  err(): string;
  /** Resolves once it has ended and everything that it wrote is here. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it the hard way, with everything that it has started. */
  kill9(): Promise<void>;
}

/** A folder in which the project's commands run without anybody's `.env`; with `ownSource`, `src` is a copy. */
export async function createProjectFolder(ownSource = false): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'gong-connect-project-'));
  for (const name of ['package.json', '.npmrc']) await cp(join(project, name), join(path, name));
  await symlink(join(project, 'node_modules'), join(path, 'node_modules'));
  if (ownSource) await cp(join(project, 'src'), join(path, 'src'), { recursive: true });
  else await symlink(join(project, 'src'), join(path, 'src'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a command line in a folder, with these variables and what Node and npm need. */
export function startProgram(folder: string, command: readonly string[], variables: Record<string, string>): Program {
  const [name = '', ...words] = command;
  const child = spawn(name, words, {
    cwd: folder,
    // The home of whoever runs the tests holds settings for npm.
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      npm_config_update_notifier: 'false',
      NODE_COMPILE_CACHE: compileCache,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that nothing of it is left over.
    detached: true,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const kill9 = async (): Promise<void> => {
    try {
      process.kill(-Number(child.pid), 'SIGKILL');
    } catch (error) {
      // ESRCH: all of it has ended.
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ESRCH') throw error;
    }
    await ended;
  };
  return { child, out: () => out, err: () => err, ended, kill9 };
}

/** What a bot's route answers; null: nobody listens. */
export async function statusOf(botUrl: string, path: string): Promise<number | null> {
  return fetch(`${botUrl}${path}`).then(
    (response) => response.status,
    () => null,
  );
}
