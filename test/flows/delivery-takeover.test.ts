/** Two bots on one database: one works, the other waits, and nothing is told twice when they change places. */

import { afterEach, expect, test } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { readSettings } from '../../src/settings.ts';
import { freePort } from '../sandbox/free-port.ts';
import { alertsOf, crowd, delivered, endWell, eventually, startQuietWorld, sweepAfter } from './crowd.ts';
import type { World } from './world.ts';

let world: World;
let second: Bot | undefined;
afterEach(async () => {
  await second?.stop();
  second = undefined;
  await endWell(world);
});

/** Sweeps so often that the clock need not be moved past a lease. */
const hurried = { CHECK_INTERVAL_SECONDS: '5' };

async function startSecond(): Promise<Bot> {
  const port = await freePort();
  const settings = { ...world.settingsFor({ webhook: false, more: hurried }), PORT: String(port), LOG_LEVEL: 'silent' };
  const reading = readSettings(settings, null);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const bot = await startBot(reading.settings, world.clock);
  await bot.ready;
  return bot;
}

const holder = () => world.rows<{ holder: string; fence: number }>('select holder, fence from leases')[0];

test('one of them sweeps and tells; when it stops, the other goes on where it was', async () => {
  world = await startQuietWorld({ more: hurried });
  const members = await crowd(world, 30);
  const first = holder();
  second = await startSecond();
  const half = members.slice(0, 5);
  for (const { accountId } of half) world.composio.setStatus(accountId, 'EXPIRED', null);
  await sweepAfter(world, 5_000);
  await eventually(() => expect(half.map(({ person }) => alertsOf(person).length)).toEqual([1, 1, 1, 1, 1]));
  await delivered(world);
  expect(holder()).toEqual(first);

  // A send of the first one hangs while it stops: what Slack got of it is found, not sent again.
  world.slack.faults.add('chat.postMessage', { kind: 'reset' });
  await world.current.bot.stop();
  await eventually(() => {
    world.clock.advance(1_000);
    expect(holder()?.holder).not.toBe(first?.holder);
  });
  expect(holder()?.fence).toBe((first?.fence ?? 0) + 1);
  for (const { accountId } of half) world.composio.setStatus(accountId, 'ACTIVE');
  await sweepAfter(world, 5_000);
  for (const { person } of half) await person.waitForDm(/works again\. There is nothing/);
  await delivered(world);
  for (const { person } of half) expect(person.dm()).toHaveLength(2);
  expect(world.slack.callsTo('conversations.history')).toHaveLength(1);
});
