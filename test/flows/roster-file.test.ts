/** The roster as a file: whole, harmless in a spreadsheet, in the admin's own DM; and what is said when that fails. */

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { connectUnhurried, startReadyWorld } from './connect-steps.ts';
import { addAskers, openRoster } from './roster-steps.ts';
import { eventually, slackRefusals } from './setup-steps.ts';
import { accountOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const fileOf = (message: ShownMessage) => {
  const [file] = message.files;
  if (!file) throw new Error('no file');
  return file;
};

test('everybody is in it with every column, whatever they call themselves', async () => {
  const { ana, ben } = world;
  await connectUnhurried(world, ben);
  const crowd = Array.from({ length: 1_100 }, (_, index) => `Rep ${index}`);
  addAskers(world, ['=HYPERLINK("http://evil.example","click")', '+31 "quoted", and more', ' @SUM(A1)', ...crowd]);
  await openRoster(ana);
  await ana.modal()?.press('Send me the list as CSV');
  await ana.waitForModal('Making the list…');
  // Slack hands out its member list slowly.
  await eventually(() => {
    world.clock.advance(1_000);
    return /The list of 1,104 people is in your direct messages/.test(ana.modal()?.text() ?? '');
  }, 'the file is there');
  expect(ana.modal()?.text()).not.toContain('has not told every name');
  const message = await ana.waitForDm('The roster as you asked for it: 1,104 people');
  const { name, content } = fileOf(message);
  expect(name).toMatch(/^gong-roster-\d{4}-\d\d-\d\d\.csv$/);
  const lines = content.split('\r\n').slice(0, -1);
  expect(lines).toHaveLength(1_105);
  expect(lines[0]).toBe(
    'slack_user_id,name,state,since,last_looked_at,through,cause,external_user_id,connected_account_id,composio_status,auth_config_id,api_base_url,first_seen',
  );
  const benLine = lines.find((line) => line.startsWith(`${ben.id},`)) ?? '';
  expect(benLine).toMatch(
    new RegExp(
      `^${ben.id},Ben,connected,\\d{4}-[^,]+Z,\\d{4}-[^,]+Z,personal,,[0-9a-f-]{36},${accountOf(world, ben)},ACTIVE,ac_`,
    ),
  );
  expect(content).toContain(`,"'=HYPERLINK(""http://evil.example"",""click"")",not_connected,`);
  expect(content).toContain(`,"'+31 ""quoted"", and more",`);
  expect(content).toContain(`,' @SUM(A1),`);
  expect(world.rows("select actor, detail from audit where action = 'roster.exported'")).toEqual([
    { actor: ana.id, detail: JSON.stringify({ people: 1_104 }) },
  ]);
  for (const person of [ben, world.chloe]) expect(person.dm().flatMap(({ files }) => files)).toEqual([]);
});

test('without the scope, and when Slack fails, it is said what to do; by DM when the roster is closed', async () => {
  const { ana, slack } = world;
  slack.faults.add('files.completeUploadExternal', { kind: 'http', status: 500 });
  await openRoster(ana);
  await ana.modal()?.press('Send me the list as CSV');
  await ana.waitForModal(/The list was not sent\.[\s\S]*Please try again in a minute/);

  const granted = await grantedScopes();
  slack.grantScopes(granted.filter((scope) => scope !== 'files:write'));
  await openRoster(ana);
  await ana.modal()?.press('Send me the list as CSV');
  const said = await ana.waitForModal('The list was not sent.');
  expect(said.text()).toMatch(/without the scope files:write[\s\S]*installs the app again/);
  slack.grantScopes(granted);

  slack.faults.add('files.getUploadURLExternal', { kind: 'delay', ms: 5_000 });
  slack.faults.add('files.completeUploadExternal', { kind: 'http', status: 500 });
  await openRoster(ana);
  await ana.modal()?.press('Send me the list as CSV');
  await eventually(() => slack.faults.list().length === 1, 'Slack is asked');
  await ana.modal()?.close(true);
  world.clock.advance(6_000);
  await ana.waitForDm('The list was not sent.');
  expect(ana.modal()).toBeNull();
});

test('who turns the page while the list is made stays where they are, and hears of it by DM', async () => {
  const { ana, slack } = world;
  slack.faults.add('files.getUploadURLExternal', { kind: 'delay', ms: 5_000 });
  await openRoster(ana);
  await ana.modal()?.press('Send me the list as CSV');
  await (await ana.waitForModal('Making the list…')).press('Next');
  await ana.waitForModal(/21–40 of/);
  world.clock.advance(6_000);
  await ana.waitForDm(/The list of [\d,]+ people is in your direct messages/);
  expect(ana.modal()?.text()).toMatch(/21–40 of/);

  slack.faults.add('files.getUploadURLExternal', { kind: 'delay', ms: 5_000 });
  await ana.modal()?.close(true);
  await ana.opensHome();
  await (await ana.waitForHome(/1–20 of/)).press('Send me the list as CSV');
  await (await ana.waitForHome('Making the list…')).press('Next');
  await ana.waitForHome(/21–40 of/);
  world.clock.advance(6_000);
  const told = await ana.waitForHome(/The list of [\d,]+ people is in your direct messages/);
  expect(told.text()).toMatch(/21–40 of/);
});

/** The scopes of the manifest, which the app was installed with. */
async function grantedScopes(): Promise<string[]> {
  const manifest = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
  const bot = /bot:\n((?: {6}- .*\n)+)/.exec(manifest)?.[1] ?? '';
  return [...bot.matchAll(/- (\S+)/g)].map(([, scope]) => String(scope));
}
