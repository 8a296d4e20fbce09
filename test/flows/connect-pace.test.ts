/** A link in use is looked at by itself, less and less often; one that is over costs nothing any more. */

import { afterEach, expect, test } from 'vitest';
import { allow, attemptBecomes, eventually, startReadyWorld } from './connect-steps.ts';
import { requestsTo } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
afterEach(() => world.end());

const second = 1_000;

/** Moves the clock by `ms` in small steps, each as long as the bot needs to do what fell due. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += second) {
    world.clock.advance(second);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

test('every LINK_POLL_SECONDS, from two minutes on less often, down to every 15 seconds', async () => {
  world = await startReadyWorld({ more: { LINK_POLL_SECONDS: '3', CHECK_INTERVAL_SECONDS: '86400' } });
  await askForLink(world.ben);
  const { account_id } = await attemptBecomes(world, world.ben, 'pending');
  const looks = () => requestsTo(world, `GET /connected_accounts/${account_id}`).map(({ at }) => at);
  const [begun] = world.rows<{ created_at: number }>('select created_at from attempts');
  const ageOf = (at: number): number => at - (begun?.created_at ?? 0);

  await pass(9 * 60 * second);
  const ages = looks().map(ageOf);
  const pauses = ages.slice(1).map((age, index) => ({ age, pause: age - (ages[index] ?? 0) }));
  const between = (from: number, to: number): number[] =>
    pauses.filter(({ age, pause }) => age - pause >= from * second && age < to * second).map(({ pause }) => pause);
  // A step of the clock and a round of the loop late at the most.
  for (const [from, to, least] of [
    [0, 120, 3],
    [120, 240, 6],
    [240, 360, 12],
    [360, 540, 15],
  ] as const) {
    const found = between(from, to);
    expect(found.length, `looks between ${from} s and ${to} s`).toBeGreaterThan(3);
    for (const pause of found) expect(pause).toBeGreaterThanOrEqual(least * second - 50);
    expect(Math.min(...found)).toBeLessThanOrEqual((least + 3) * second);
  }
}, 40_000);

test('once it is won, declined or long lapsed it is looked at no more', async () => {
  world = await startReadyWorld({ more: { LINK_POLL_SECONDS: '0.2', CHECK_INTERVAL_SECONDS: '86400' } });
  const { ben, chloe, ana, composio } = world;
  await allow(world, await askForLink(ben));
  await ben.waitForDm('Gong is connected.');
  await composio.follow(await askForLink(chloe), { decision: 'deny' });
  await chloe.waitForDm('Gong did not connect.');
  await askForLink(ana);
  await attemptBecomes(world, ana, 'pending');
  world.clock.advance(10 * 60 * second);
  await attemptBecomes(world, ana, 'lapsed');
  world.clock.advance(61 * second);

  const looks = () => composio.requests.filter(({ path }) => /^\/connected_accounts\/ca_/.test(path)).length;
  let before = -1;
  await eventually(() => {
    const isQuiet = looks() === before;
    before = looks();
    return isQuiet;
  });
  await pass(60 * second);
  expect(looks()).toBe(before);
});
