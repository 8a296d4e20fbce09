/** Every kind of payload once more, over real Socket Mode instead of HTTP. */

import { afterEach, expect, test } from 'vitest';
import { submitChoice } from './setup-steps.ts';
import { accountOf, connect, linkOf, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  await world.end();
  expect(world.slack.problems).toEqual([]);
  const failed = world.slack.deliveries.filter(({ ack }) => !ack.acked);
  expect(failed).toEqual([]);
});

const startOverSocket = () => startWorld({ socket: true });
const ready = async () => (await fetch(`${world.bot.url}/readyz`)).status;

test('a workspace is set up and a rep connects, with commands and submissions over the socket alone', async () => {
  world = await startOverSocket();
  expect(world.slack.socket.connections()).toBe(1);
  expect(await ready()).toBe(200);
  await setUp(world);
  await connect(world, world.ben);
  expect(world.rows('select state, owner from connections')).toEqual([{ state: 'active', owner: world.ben.id }]);
  const kinds = new Set(world.slack.deliveries.map(({ kind, payload }) => String(payload.type ?? kind)));
  expect([...kinds].sort()).toEqual(['slash_commands', 'view_submission']);
});

test('a form that is wrong is answered under its field', async () => {
  world = await startOverSocket();
  await setUp(world);
  await world.ben.types('/gong-connect');
  const form = await world.ben.waitForModal('Connect Gong');
  await form.fill('API base URL', 'https://gong.example.com');
  const { outcome, errors } = await form.submit();
  expect(outcome).toBe('errors');
  expect(Object.keys(errors)).toEqual(['API base URL']);
});

test('buttons work in a message, in a private answer, in a modal and in the Home tab', async () => {
  world = await startOverSocket();
  const { ana, ben } = world;
  await ana.types('/gong-setup');
  const register = await submitChoice(ana, await ana.waitForModal('Set up Gong'));
  expect((await register.press('setup:open_gong')).outcome).toBe('acked');
  await ana.modal()?.close(true);
  await setUp(world);
  await connect(world, ben);

  await ben.types('/gong-connect status');
  const card = await ben.waitForEphemeral('Connected to Gong');
  await card.press('Details');
  await ben.waitForEphemeral(accountOf(world, ben));

  world.composio.expire(accountOf(world, ben));
  const alert = await ben.waitForDm('stopped working');
  await alert.press('Reconnect');
  await world.composio.follow(await linkOf(ben), { as: 'technical-admin', decision: 'allow' });
  await ben.waitForDm('works again');

  expect(await world.chloe.opensHome()).toBe(true);
  const home = await world.chloe.waitForHome('Not connected');
  await home.press('Connect Gong');
  await world.chloe.waitForModal('API base URL');
});

test('an event over the socket is a hint like any other: a deactivated person loses the connection', async () => {
  world = await startOverSocket();
  await setUp(world);
  await connect(world, world.ben);
  expect(await world.slack.deactivate(world.ben.id)).toBe(true);
  await expect
    .poll(() => world.rows('select state from connections'), { timeout: 10_000 })
    .toEqual([{ state: 'left' }]);
});
