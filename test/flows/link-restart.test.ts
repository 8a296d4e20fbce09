/** The bot stops while a link is on its way: one that was shown is followed on, one that was not is made afresh. */

import { afterEach, expect, test } from 'vitest';
import {
  accountsOf,
  allow,
  attemptBecomes,
  attemptsOf,
  eventually,
  linkRequests,
  linksIn,
  startReadyWorld,
} from './connect-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, linkOf, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

test('a link that is out is followed on after a restart, not made again', async () => {
  world = await startReadyWorld();
  const link = await askForLink(world.ben);
  await attemptBecomes(world, world.ben, 'pending');
  await world.restart();
  expect(world.ben.dm().flatMap(linksIn)).toEqual([link]);
  await allow(world, link);
  await world.ben.waitForDm('Gong is connected.');
  expect(world.ben.dm()).toHaveLength(1);
  expect(linkRequests(world)).toHaveLength(1);
});

test('a link that was used while the bot was down is told at the next start', async () => {
  world = await startReadyWorld({ publicUrl: false });
  const link = await askForLink(world.ben);
  await attemptBecomes(world, world.ben, 'pending');
  await world.current.bot.stop();
  await allow(world, link);
  await world.restart();
  await world.ben.waitForDm('Gong is connected.');
  expect(linkRequests(world)).toHaveLength(1);
});

test('a link that was made and never shown is made afresh in the same message, and its account deleted', async () => {
  world = await startReadyWorld();
  const { ben } = world;
  world.slack.faults.add('chat.update', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  await ben.types('/gong-connect');
  await (await ben.waitForModal('Connect Gong')).submit();
  const { account_id: lost } = await attemptBecomes(world, ben, 'pending');
  await eventually(() => world.slack.callsTo('chat.update').length > 0);
  await world.current.bot.stop();
  world.slack.faults.clear();
  await world.restart();
  await eventually(() => {
    world.clock.advance(500);
    return ben.dm().flatMap(linksIn).length > 0;
  });
  await allow(world, await linkOf(ben));
  await ben.waitForDm('Gong is connected.');
  expect(ben.dm()).toHaveLength(1);
  const [attempt] = attemptsOf(world, ben);
  expect(attempt?.account_id).not.toBe(lost);
  expect(accountsOf(world, ben)).toEqual([{ id: attempt?.account_id, status: 'ACTIVE' }]);
  expect(linkRequests(world)).toHaveLength(2);
});
