/** The new client secret is in no row, log, view or answer: only Composio has it. */

import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { type BotProcess, startBotProcess } from '../sandbox/bot-process.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { openRotation } from './rotation-steps.ts';
import { linkOf, setUp, type World } from './world.ts';

let sandbox: Sandbox;
let bot: BotProcess;
afterEach(async () => {
  await bot.stop();
  await sandbox.stop();
  expect(sandbox.slack.problems).toEqual([]);
});

test('a secret that Composio repeats in its refusal, and one that it takes, leak nowhere', async () => {
  sandbox = await startSandbox();
  const { slack, composio } = sandbox;
  bot = startBotProcess(sandbox.settingsFor({ more: { LOG_LEVEL: 'trace' } }));
  await bot.ready();
  const ana = slack.person(slack.people.ana);
  const world = { ...sandbox, ana } as World;
  await setUp(world);

  const secrets = { refused: 'canary-refused-secret-77aa', taken: 'canary-taken-secret-77aa' };
  const refusal = { error: { message: `${secrets.refused} is no client secret`, request_id: 'req_1' } };
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 400, body: refusal });
  const form = await openRotation(ana);
  await form.fill('New client secret', secrets.refused);
  await form.submit();
  const again = await ana.waitForModal('Composio refused the new secret');
  expect(again.values()['New client secret']).toBeNull();
  await again.fill('New client secret', secrets.taken);
  await again.submit();
  const shown = await ana.waitForModal('the canary is next');
  const link = await linkOf(ana);

  expect(composio.authConfigs()[0]?.clientSecret).toBe(secrets.taken);
  const read = (suffix: string) => readFile(`${sandbox.databasePath}${suffix}`, 'latin1').catch(() => '');
  const calls = slack.calls.map(({ method, args }) => `${method} ${JSON.stringify(args)}`);
  const places = {
    log: bot.logs(),
    database: (await Promise.all(['', '-wal', '-shm'].map(read))).join(''),
    views: JSON.stringify([again.blocks, again.privateMetadata, shown.blocks, shown.privateMetadata]),
    'what Slack was told': calls.join('\n'),
    metrics: await (await fetch(`${sandbox.bot.url}/metrics`)).text(),
  };
  expect(places.log).toContain('Composio has a new client secret');
  expect(places.database).toContain('rotation.secret_replaced');
  for (const [place, text] of Object.entries(places)) {
    for (const [name, secret] of Object.entries(secrets)) {
      expect(text.includes(secret), `the ${name} secret in the ${place}`).toBe(false);
    }
    if (place !== 'what Slack was told') expect(text.includes(link), `the link in the ${place}`).toBe(false);
  }
});
