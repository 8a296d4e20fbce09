/** Scopes are compared once a day: drift is told once, again only when it changes, and over when it is over. */

import { afterEach, expect, test } from 'vitest';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import { allow, connectUnhurried, eventually, nextLink } from './connect-steps.ts';
import { sweepAfter } from './crowd.ts';
import { afterWorking, isRequest, pressInHub, toldByDm } from './rotation-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

const dayMs = 24 * 3_600_000;
const scopes = ['api:calls:read:basic', 'api:users:read'];
const news = (): ShownMessage[] =>
  world.ana.dm().filter(({ rendered }) => /Gong’s setup is not what was set up here|no longer differ/.test(rendered));

/** Moves on to the next day and resolves when the scopes were compared. */
async function nextDay(): Promise<void> {
  const from = world.clock.now();
  world.clock.advance(dayMs);
  await eventually(() => {
    // In steps: a leap ends the lease for a moment, and nobody looks then. A look that it broke off is due in ten minutes.
    world.clock.advance(5_000);
    const [row] = world.rows<{ at: number | null }>("select scopes_checked_at as at from setups where state = 'saved'");
    return (row?.at ?? 0) >= from + dayMs;
  });
}

test('what somebody changed in Composio, and what connections lack, is told once until it changes', async () => {
  world = await startWorld({ webhook: false, more: { GONG_ADMINS: '' } });
  const { ana, ben, composio } = world;
  await setUp(world, scopes);
  await connectUnhurried(world, ben);
  const config = composio.authConfigs()[0];
  if (!config) throw new Error('there is no auth config');
  await nextDay();
  expect(news()).toEqual([]);

  config.scopes = 'api:users:read,api:logs:read';
  await nextDay();
  const first = await ana.waitForDm('Gong’s setup is not what was set up here');
  expect(first.rendered).toMatch(/took api:calls:read:basic out of the auth config/);
  expect(first.rendered).toMatch(/added api:logs:read to the auth config/);
  expect(first.text).toContain('Somebody took api:calls:read:basic');
  await nextDay();
  expect(news()).toHaveLength(1);

  // Composio does not answer: nothing is concluded, and it is looked at again.
  const end = composio.faults.add('GET /auth_configs/:id', { kind: 'http', status: 500 }, Number.POSITIVE_INFINITY);
  const looks = (): number => composio.requests.filter(({ path }) => path === `/auth_configs/${config.id}`).length;
  const before = looks();
  world.clock.advance(dayMs);
  await eventually(() => {
    world.clock.advance(1_000);
    return looks() > before;
  });
  end();
  expect(news()).toHaveLength(1);

  // It changes: told anew, and the old message says that it is over.
  config.scopes = 'api:users:read';
  await nextDay();
  await eventually(() => news().length === 2);
  await eventually(() => /no longer differ/.test(news()[0]?.rendered ?? ''));
  expect(news()[0]?.buttons()).toEqual([]);
  expect(news()[1]?.rendered).not.toMatch(/api:logs:read/);

  // The button opens the comparison, which shows it; whoever is no admin is told so.
  const shown = news()[1];
  await shown?.press('Compare scopes');
  const form = await ana.waitForModal('in the auth config · granted');
  expect(form.text()).toMatch(/api:calls:read:basic\s+Gong ✓ · auth config ✗ · granted ✓ 1 of 1/);
  await ana.modal()?.close(true);
  await world.slack.changePerson(ana.id, { isAdmin: false });
  await shown?.press('Compare scopes');
  await ana.waitForEphemeral('Only admins');
  await world.slack.changePerson(ana.id, { isAdmin: true });

  // Saving what is wanted puts it right, and the message says so at once.
  const again = await pressInHub(ana, 'Change scopes').then(() => afterWorking(world, ana));
  await again.submit();
  const ticked = await ana.waitForModal('Tick the same in Gong');
  await ticked.submit();
  await afterWorking(world, ana);
  await eventually(() => news().every(({ rendered }) => /no longer differ/.test(rendered)));
  expect(config.scopes).toBe(scopes.join(','));

  // A connection that was granted less than is asked for is drift, too.
  for (const account of composio.accounts()) account.requestedScopes = ['api:users:read'];
  await sweepAfter(world);
  await nextDay();
  await ana.waitForDm(/1 connection was granted less than is asked for: without api:calls:read:basic/);
  await nextDay();
  expect(news()).toHaveLength(3);

  // Another redirect URI, too. That the auth config is gone puts nothing right, and is not told as if it did.
  config.oauthRedirectUri = 'https://backend.composio.dev/api/v3.1/toolkits/auth/callback';
  await nextDay();
  await ana.waitForDm(/redirect URI in Composio is now .*api\/v3\.1/);
  composio.deleteAuthConfig(config.id);
  await nextDay();
  const gone = await ana.waitForDm('Composio no longer has the auth config');
  expect(news()).toHaveLength(3);
  await eventually(() => news().every(({ rendered }) => /no longer differ/.test(rendered)));
  await gone.press('Check setup');
  await ana.waitForModal('The auth config is in the key’s project: no');
  expect(world.rows("select 1 from audit where action = 'scopes.drift_found'")).toHaveLength(4);
});

test('while people are asked to reconnect the drift is not over; it is when they have', async () => {
  world = await startWorld({ webhook: false, more: { GONG_ADMINS: '' } });
  const { ana, ben, composio } = world;
  await setUp(world, scopes);
  await connectUnhurried(world, ben);
  for (const account of composio.accounts()) account.requestedScopes = ['api:users:read'];
  await sweepAfter(world);
  await nextDay();
  const told = await ana.waitForDm(/granted less than is asked for: without api:calls:read:basic/);
  await told.press('Compare scopes');
  await (await ana.waitForModal('must reconnect')).press('Ask this one to reconnect');
  const request = await ben.waitForDm(isRequest);
  await nextDay();
  await nextDay();
  expect(news()).toHaveLength(1);
  expect(news()[0]?.rendered).toContain('Gong’s setup is not what was set up here');

  await allow(world, await nextLink(world, ben, () => request.press('Reconnect')));
  await ben.waitForDm('You have reconnected Gong');
  await nextDay();
  await eventually(() => /no longer differ/.test(news()[0]?.rendered ?? ''));
  expect(news()).toHaveLength(1);
});

test('two admins, lost answers, a closed view and somebody who is no admin any more', async () => {
  world = await startWorld({ webhook: false });
  const { ana, olga, composio, slack } = world;
  await setUp(world, scopes);
  const after = [...scopes, 'api:library:read'];
  const open = async (person = ana) => {
    await pressInHub(person, 'Change scopes');
    return afterWorking(world, person);
  };
  const stored = () => world.rows<{ scopes: string }>('select scopes from setups').map((row) => row.scopes);

  // Nothing chosen, or what cannot be a scope.
  const form = await open();
  await form.fill('Scopes', []);
  expect((await form.submit()).outcome).not.toBe('updated');
  await form.fill('Scopes', after);
  await form.fill('Other scopes', 'transcripts');
  expect((await form.submit()).errors['Other scopes']).toMatch(/A scope looks like api:calls:read:basic/);
  await form.fill('Other scopes', '');
  await form.submit();
  const mine = await ana.waitForModal('Tick the same in Gong');
  await mine.fill('Ticked in Gong', after);

  // The answer is lost after Composio has done it: read back, and so known.
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'reset' });
  const theirs = await open(olga);
  await mine.submit();
  await ana.modal()?.close(true);
  // The view is closed meanwhile: a message says how it went.
  await toldByDm(world, ana, /The scopes are changed\. Nobody has to reconnect/);
  expect(stored()).toEqual([JSON.stringify(after)]);

  // Olga's form was drawn before that.
  await theirs.fill('Scopes', ['api:users:read']);
  await theirs.submit();
  const second = await olga.waitForModal('Tick the same in Gong');
  await second.submit();
  expect((await afterWorking(world, olga)).text()).toContain('Somebody else has changed the scopes meanwhile');
  expect(stored()).toEqual([JSON.stringify(after)]);

  // Lost before Composio has done it, and refused: the form again, and nothing is written down.
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'reset-before' });
  const next = await open(olga);
  await next.fill('Scopes', ['api:users:read']);
  await next.submit();
  await (await olga.waitForModal('Tick the same in Gong')).submit();
  const lost = await afterWorking(world, olga);
  expect(lost.text()).toMatch(/answer was lost, and it does not show the new scopes[\s\S]*twice is harmless/);
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'http', status: 400 });
  await lost.submit();
  expect((await afterWorking(world, olga)).text()).toMatch(/The scopes were not changed\. Composio refused/);
  expect(stored()).toEqual([JSON.stringify(after)]);

  // Whoever is an admin no longer can do none of it.
  await (await open()).submit();
  const late = await ana.waitForModal('Tick the same in Gong');
  await slack.changePerson(ana.id, { isAdmin: false });
  await late.submit();
  expect((await afterWorking(world, ana)).text()).toContain('Only admins');
  await slack.changePerson(ana.id, { isAdmin: true });
  const last = await open();
  await slack.changePerson(ana.id, { isAdmin: false });
  await last.submit();
  await ana.waitForModal('Only admins');
  expect(stored()).toEqual([JSON.stringify(after)]);
});
