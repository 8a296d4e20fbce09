/** A link on its way, seen from everywhere else: the form, the status, the Home tab; and a link that cannot be sent. */

import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accountsOf,
  allow,
  attemptBecomes,
  attemptsOf,
  buttonTexts,
  connectUnhurried,
  linkRequests,
  newRep,
  nextLink,
  startReadyWorld,
} from './connect-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { askForLink, linkOf, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startReadyWorld();
});
afterAll(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('the form and the status say that a link is waiting', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  await rep.modal()?.close(true);
  await rep.types('/gong-connect');
  expect((await rep.waitForModal('API base URL')).text()).toMatch(/A link is waiting[\s\S]*A new one takes its place/);
  await rep.modal()?.close(true);
  await rep.types('/gong-connect status');
  const answer = await rep.waitForEphemeral('You are not connected to Gong yet.');
  expect(answer.rendered).toContain('Your personal link is waiting');
  expect(buttonTexts(answer)).toEqual(['Send another link']);
});

test('while a reconnect waits, the card and the Home tab say so, and what works goes on working', async () => {
  const rep = newRep(world);
  const account = await connectUnhurried(world, rep);
  await rep.opensHome();
  await rep.waitForHome('Connected since');
  await rep.modal()?.close(true);
  await rep.types('/gong-connect status');
  const card = await rep.waitForEphemeral('Connected to Gong since');
  const link = await nextLink(world, rep, () => card.press('Reconnect'));
  await rep.waitForHome(/Connected since[\s\S]*Your personal link is waiting/);
  rep.reloads();
  await rep.types('/gong-connect');
  await rep.waitForEphemeral(/Connected to Gong since[\s\S]*Your personal link is waiting/);
  await world.composio.follow(link, { decision: 'deny' });
  const declined = await rep.waitForDm('Gong did not connect.');
  expect(declined.rendered).toContain('The connection you have works as before.');
  await rep.waitForHome((home) => !/waiting/.test(home.text()));
  expect(accountsOf(world, rep)).toContainEqual({ id: account, status: 'ACTIVE' });
});

test('after an outage the Home tab offers another link while one is out', async () => {
  const rep = newRep(world);
  world.composio.expire(await connectUnhurried(world, rep));
  const alert = await rep.waitForDm(/stopped working/);
  await rep.opensHome();
  await rep.waitForHome('Not working since');
  await nextLink(world, rep, () => alert.press('Reconnect'));
  const home = await rep.waitForHome(/Not working since[\s\S]*Your personal link is waiting/);
  expect(home.buttons().map(({ text }) => text)).toEqual(['Send another link']);
  const second = await nextLink(world, rep, () => home.press('Send another link'));
  await allow(world, second);
  await rep.waitForHome('Connected since');
});

test('a link that is cancelled by disconnecting says so, not that another replaced it', async () => {
  const rep = newRep(world);
  await askForLink(rep);
  await rep.types('/gong-connect disconnect');
  await rep.waitForDm('This link was cancelled and no longer works.');
});

test('who can be sent no DM reads so in the form', async () => {
  const rep = newRep(world);
  world.slack.faults.add('conversations.open', { kind: 'error', error: 'user_disabled' });
  await rep.types('/gong-connect');
  await (await rep.waitForModal('Connect Gong')).submit();
  await attemptBecomes(world, rep, 'failed');
  await rep.modal()?.close(true);
  await rep.types('/gong-connect');
  const form = await rep.waitForModal('API base URL');
  expect(form.text()).toContain('Your last link could not be sent');
  await form.submit();
  await linkOf(rep);
});

test('what is left of a link whose making failed twice is deleted when the next one is made', async () => {
  const rep = newRep(world);
  world.composio.faults.add('POST /connected_accounts/link', { kind: 'reset' }, 2);
  await rep.types('/gong-connect');
  await (await rep.waitForModal('Connect Gong')).submit();
  const failed = await rep.waitForDm('Your link could not be made.');
  expect(accountsOf(world, rep)).toHaveLength(1);
  const [orphan] = accountsOf(world, rep);
  const before = linkRequests(world).length;
  await nextLink(world, rep, () => failed.press('Get a new link'));
  expect(linkRequests(world)).toHaveLength(before + 1);
  const { account_id } = await attemptBecomes(world, rep, 'pending');
  expect(accountsOf(world, rep)).toEqual([{ id: account_id, status: 'INITIALIZING' }]);
  expect(requestsTo(world, `DELETE /connected_accounts/${orphan?.id}`)).toHaveLength(1);
});

test('somebody else who opens the link connects the person it was made for, and nobody else', async () => {
  const rep = newRep(world);
  const other = newRep(world);
  await allow(world, await askForLink(rep));
  await rep.waitForDm('Gong is connected.');
  await other.types('/gong-connect status');
  await other.waitForEphemeral('You are not connected to Gong.');
  expect(attemptsOf(world, other)).toEqual([]);
});

test('tests that are asked for end at their share of the day’s budget, and a new connection is still tested', async () => {
  const rep = newRep(world);
  await connectUnhurried(world, rep);
  const database = new Database(world.databasePath);
  const audit = database.prepare(
    "insert into audit (team_id, at, actor, action, subject, detail, previous_hash, hash) values (?, ?, 'bot', 'connection.verified', 'ca_1', '{}', '', '')",
  );
  for (let call = 0; call < 200; call += 1) audit.run(world.slack.team.id, world.clock.now() - call * 60_000);
  database.close();
  const execute = () => world.composio.requests.filter(({ path }) => path.startsWith('/tools/execute')).length;
  const before = execute();
  await rep.modal()?.close(true);
  await rep.types('/gong-connect status');
  const card = await rep.waitForEphemeral('Connected to Gong since');
  await card.press('Test it');
  await rep.waitForEphemeral('Gong was not asked: enough tests were made today.');
  expect(execute()).toBe(before);
  await connectUnhurried(world, newRep(world));
  expect(execute()).toBe(before + 1);

  world.clock.advance(24 * 3_600_000);
  await (await rep.waitForEphemeral('Gong was not asked')).press('Test it');
  await rep.waitForEphemeral('Gong answers. Everything works.');
});
