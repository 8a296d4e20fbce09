/** An admin hands the consent of the company connection to a colleague, and sees it through to ACTIVE. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCompanyLinkAction } from '../../src/company/actions.ts';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { handOver, progress, relayRow, request } from './relay-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { linkOf, setUp, startWorld, type World } from './world.ts';

const minute = 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Ana chooses one connection for the company, and has its window before her. */
async function chooseCompany(): Promise<ShownModal> {
  const { ana } = world;
  await ana.modal()?.close(true);
  await ana.types('/gong-setup');
  const hub = await ana.waitForEphemeral((one) => one.buttons().some(({ text }) => text === 'How people connect'));
  await hub.press('How people connect');
  const mode = await ana.waitForModal('How people connect');
  if (mode.buttons().some(({ text }) => text === 'Use one company connection')) {
    await mode.press('Use one company connection');
  }
  return ana.waitForModal('Now: Company.');
}

test('a colleague approves for the company after a link that came to nothing, and the admin sees it become active', async () => {
  const { ana, ben, composio } = world;
  const handed = await handOver(world, ana, await chooseCompany(), ben, 'technical_admin');
  expect(handed.text()).toMatch(/Handed to @Ben/);
  await ana.modal()?.close(true);
  await progress(world, ana, /You have asked @Ben to approve Gong’s connection for the whole company/);
  const asked = await request(world, ben, /@Ana asks you to approve Gong’s connection/);
  expect(asked.rendered).toMatch(/You are a Technical Admin in Gong/);
  await asked.press('Get the link');
  const first = await linkOf(ben);
  const working = await progress(world, ana, /@Ben has the link/);
  expect(working.buttons()).toEqual([]);
  expect((await request(world, ben, /Your link is in a message of its own/)).buttons()).toEqual([]);
  expect(JSON.stringify([ana.dm(), ana.sees()])).not.toContain(first);

  await composio.follow(first, { as: 'technical-admin', decision: 'deny' });
  await progress(world, ana, /The last try did not work. Gong did not approve it.*@Ben can try again/);
  await (await request(world, ben, /Press the button to try again/)).press('Get the link');
  const second = await ben.waitForDm((one) => one.buttons().some(({ url }) => url !== null && url !== first));
  const link = second.buttons().find(({ url }) => url !== null)?.url ?? '';
  await composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  const done = await progress(world, ana, /Done: the company’s connection is active/);
  expect(done.buttons()).toEqual([]);
  await request(world, ben, /Done. Thank you/);
  expect(world.rows("select state from connections where owner = 'company'")).toEqual([{ state: 'active' }]);
  expect(world.rows("select actor, action from audit where action like 'relay.%' order by id")).toEqual([
    { actor: ana.id, action: 'relay.sent' },
    { actor: ben.id, action: 'relay.begun' },
    { actor: ben.id, action: 'relay.failed' },
    { actor: ben.id, action: 'relay.begun' },
    { actor: ben.id, action: 'relay.done' },
  ]);
});

test('an unused link is given back after its ten minutes, and a request is refused once nobody needs it', async () => {
  const { ana, ben, chloe } = world;
  await handOver(world, ana, await chooseCompany(), ben);
  await ana.modal()?.close(true);
  await (await request(world, ben)).press('Get the link');
  await linkOf(ben);
  await progress(world, ana, /@Ben has the link/);
  world.clock.advance(12 * minute);
  await progress(world, ana, /The link was not used within its ten minutes/);

  // The admin who handed it over loses the right to it, and with them the colleague.
  await world.slack.changePerson(ana.id, { isAdmin: false });
  await (await request(world, ben, /Press the button to try again/)).press('Get the link');
  await ben.waitForEphemeral('is no longer an admin here');
  await world.slack.changePerson(ana.id, { isAdmin: true });

  // Once the request is withdrawn, the old link's own button gives no right either.
  await (await progress(world, ana, /The link was not used/)).press('Withdraw');
  await request(world, ben, /has withdrawn this/);
  const lapsed = ben.dm().find((one) => one.buttons().some(({ actionId }) => actionId === newCompanyLinkAction));
  if (!lapsed) throw new Error('the lapsed link offers no new one');
  await lapsed.press(newCompanyLinkAction);
  await ben.waitForEphemeral('Only admins can set Gong up');

  await handOver(world, ana, await chooseCompany(), chloe);
  await ana.modal()?.close();
  const mode = await ana.waitForModal('Now: Company.');
  await mode.press('Go over to personal');
  await ana.waitForModal('Now: Personal.');
  expect((await request(world, chloe, /People connect with links of their own now/)).buttons()).toEqual([]);
  await progress(world, ana, /People connect with links of their own now/);
  expect(relayRow(world)).toMatchObject({ kind: 'consent', state: 'overtaken' });
});
