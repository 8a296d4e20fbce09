/** Slack waits three seconds and no longer, whatever the bot waits for itself; what it sends again changes nothing. */

import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { connect, setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  await world.end();
  expect(world.slack.problems).toEqual([]);
});

/** Slack's limit; the machine that runs the tests may be busy. */
const limitMs = 3_000;

test('fifty commands at once are acknowledged in time while Composio answers nothing', async () => {
  world = await startWorld();
  await setUp(world);
  await connect(world, world.ben);
  world.slack.rateLimits.enabled = false;
  world.composio.faults.add('*', { kind: 'hang' }, Number.POSITIVE_INFINITY);
  // A sweep begins to wait, too.
  world.clock.advance(301_000);
  const before = world.slack.deliveries.length;
  const lines = ['/gong-connect', '/gong-connect status', '/gong-setup', '/gong-connect help', '/gong-setup help'];
  const typed = Array.from({ length: 50 }, (_, number) => {
    const line = lines[number % lines.length] ?? '';
    return (line.startsWith('/gong-setup') ? world.ana : world.ben).types(line);
  });
  expect(new Set((await Promise.all(typed)).map(({ outcome }) => outcome))).toEqual(new Set(['acked']));
  const tookMs = world.slack.deliveries.slice(before).map((delivery) => delivery.tookMs);
  expect(tookMs).toHaveLength(50);
  expect(Math.max(...tookMs)).toBeLessThan(limitMs);

  // What still waits for Composio is left after a while.
  const stopped = world.current.bot.stop();
  world.clock.advance(10_000);
  await stopped;
});

test('a database that somebody else has locked is said in words, in time, and makes the bot unready', async () => {
  world = await startWorld();
  await setUp(world);
  const ready = async () => (await fetch(`${world.bot.url}/readyz`)).text();
  await world.ben.types('/gong-connect');
  const form = await world.ben.waitForModal('Connect Gong');
  const locking = new Database(world.databasePath);
  locking.exec('begin immediate');
  expect((await form.submit()).outcome).toBe('pushed');
  expect(world.slack.deliveries.at(-1)?.tookMs).toBeLessThan(limitMs);
  await world.ben.waitForModal('This app cannot save anything at the moment.');
  expect(await ready()).toBe('the database cannot be written');

  locking.exec('rollback');
  locking.close();
  expect(await ready()).toBe('ready');
  await world.ben.modal()?.close();
  await form.submit();
  await world.ben.waitForDm(/Gong/);
});

test('an event that Slack sends once more does nothing a second time', async () => {
  world = await startWorld();
  await setUp(world);
  await connect(world, world.ben);
  await world.slack.deactivate(world.ben.id);
  await expect.poll(() => world.composio.accounts().length, { timeout: 10_000 }).toBe(0);
  const event = world.slack.deliveries.findLast(({ payload }) => payload.type === 'event_callback')?.payload.event;
  expect(await world.slack.sendEvent(event as Record<string, string>)).toBe(true);
  // What follows on an event has followed once a command behind it is answered.
  await world.chloe.types('/gong-connect status');
  expect(world.rows("select action from audit where action = 'person.left'")).toHaveLength(1);
  expect(world.composio.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});
