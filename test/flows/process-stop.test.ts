/** Stopping with work in hand: within ten seconds and with exit code 0, and nothing of it is lost. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { createProjectFolder, type Program, startProgram, statusOf } from './programs.ts';
import { chooseScopes, registerInGong, submitCredentials } from './setup-steps.ts';

let sandbox: Sandbox;
let folder: { path: string; remove(): Promise<void> };
let ana: PersonDriver;
let program: Program;

beforeEach(async () => {
  sandbox = await startSandbox();
  folder = await createProjectFolder();
  ana = sandbox.slack.person(sandbox.slack.people.ana);
});
afterEach(async () => {
  await program.kill9();
  await sandbox.stop();
  await folder.remove();
});

async function startReady(): Promise<void> {
  program = startProgram(folder.path, ['node', 'src/start.js'], sandbox.settingsFor());
  await expect.poll(() => statusOf(sandbox.bot.url, '/readyz'), { timeout: 30_000, interval: 25 }).toBe(200);
}

/** Contract: exit 0 within ten seconds of the signal. */
async function expectQuietEnd(): Promise<void> {
  const sentAt = performance.now();
  program.child.kill('SIGTERM');
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - sentAt).toBeLessThan(10_000);
}

test('a command for which Slack is being waited does not hold the end up', async () => {
  await startReady();
  sandbox.slack.faults.add('views.open', { kind: 'delay', ms: 3_600_000 });
  const typed = ana.types('/gong-setup');
  await expect.poll(() => sandbox.slack.faults.list().length, { timeout: 10_000 }).toBe(0);
  await expectQuietEnd();
  await typed;
}, 90_000);

test('a setup for which Composio is being waited is seen through by the next start', async () => {
  await startReady();
  sandbox.composio.faults.add('POST /auth_configs', { kind: 'hang', processed: true });
  const register = await chooseScopes(ana);
  await submitCredentials(register, registerInGong(sandbox, register));
  await expect.poll(() => sandbox.composio.authConfigs().length, { timeout: 10_000 }).toBe(1);
  await expectQuietEnd();
  await startReady();
  await ana.waitForDm('Gong is set up.');
  expect(sandbox.composio.authConfigs()).toHaveLength(1);
}, 90_000);
