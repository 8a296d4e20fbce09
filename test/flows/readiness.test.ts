/** What `/readyz` says while the bot runs. */

import { afterEach, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
afterEach(() => world.end());

const ready = async () => {
  const answer = await fetch(`${world.bot.url}/readyz`);
  return { status: answer.status, text: await answer.text() };
};

/** Long enough for Slack to be asked again. */
async function later(): Promise<{ status: number; text: string }> {
  world.clock.advance(20_000);
  return ready();
}

test.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
  'a token that Slack refuses with %s makes it unready until Slack takes it again',
  async (error) => {
    world = await startWorld();
    expect(await ready()).toEqual({ status: 200, text: 'ready' });
    world.slack.refuseToken(error);
    expect(await later()).toEqual({ status: 503, text: 'Slack refuses the token' });
    expect((await fetch(`${world.bot.url}/healthz`)).status).toBe(200);
    world.slack.refuseToken(null);
    expect(await later()).toEqual({ status: 200, text: 'ready' });
  },
);

test('a Slack that cannot be reached for a while takes nobody out of service', async () => {
  world = await startWorld();
  world.slack.faults.add('auth.test', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
  expect(await later()).toEqual({ status: 200, text: 'ready' });
});

test('asked often, it asks Slack seldom', async () => {
  world = await startWorld();
  await later();
  const before = world.slack.callsTo('auth.test').length;
  for (let times = 0; times < 50; times += 1) await ready();
  expect(world.slack.callsTo('auth.test').length - before).toBeLessThanOrEqual(1);
});
