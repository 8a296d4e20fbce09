/** Forms and buttons of the company connection that are still open when another admin goes over to personal. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseCompany, connectCompany } from './company-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
  await world.slack.changePerson(world.ben.id, { isAdmin: true });
});
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Ben, who is an admin, too, chooses personal connections. */
async function benGoesPersonal(): Promise<void> {
  const { ben } = world;
  await ben.types('/gong-setup');
  const hub = await ben.waitForEphemeral((one) => one.buttons().some(({ text }) => text === 'How people connect'));
  await hub.press('How people connect');
  await (await ben.waitForModal('Now: Company')).press('Go over to personal');
  await ben.waitForModal('Now: Personal');
}

const companyLinks = () => world.rows("select state from attempts where owner = 'company'");
const mode = () => world.rows('select connection_mode from preferences');

test('the form for another API base URL asks for no link any more', async () => {
  const { ana, composio } = world;
  const account = await connectCompany(world, ana);
  composio.account(account).fields.base_url = 'https://api.gone.example';
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('it is connected')).press('How people connect');
  await (await ana.waitForModal('Now: Company')).press('Test it');
  await (await ana.waitForModal('Gong did not answer at this API base URL')).press('Change the URL');
  const form = await ana.waitForModal('at the API base URL of the company');
  await benGoesPersonal();
  const before = companyLinks().length;
  await form.fill('API base URL', 'https://api.gong.io');
  await form.submit();
  await ana.waitForModal('People connect on their own here now');
  expect(companyLinks()).toHaveLength(before);
});

test('the button that gets the link says so, and does not bring the company connection back', async () => {
  const chosen = await chooseCompany(world.ana);
  await benGoesPersonal();
  await chosen.press('I am a Technical Admin: get the link');
  const shown = await world.ana.waitForModal('People connect on their own here now');
  expect(shown.text()).toContain('Now: Personal');
  expect(companyLinks()).toEqual([]);
  expect(mode()).toEqual([{ connection_mode: 'personal' }]);
});

test('the form that chooses a colleague asks nobody', async () => {
  const { ana, chloe } = world;
  await (await chooseCompany(ana)).press('Hand this to a colleague');
  const form = await ana.waitForModal('Hand to a colleague');
  await benGoesPersonal();
  await form.fill('Colleague', chloe.id);
  await form.submit();
  world.clock.advance(500);
  const shown = await ana.waitForModal('People connect on their own here now');
  expect(shown.text()).toContain('Nobody was asked');
  expect(world.rows('select id from relays')).toEqual([]);
});
