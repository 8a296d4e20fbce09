/** An incident is opened before the outages that it takes are written: what a bot that died in between leaves behind. */

import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import {
  alertsOf,
  authConfigOf,
  crowd,
  endWell,
  eventually,
  type Member,
  member,
  startQuietWorld,
  sweepAfter,
} from './crowd.ts';
import { alerted, incidents, inTime } from './incident-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

/** The bot dies right after it opened an incident of `down`, and is started again when Composio looks as it is made to. */
async function killedAfterOpening(down: readonly Member[], meanwhile: () => void): Promise<void> {
  const diagnosis = {
    cause: 'secret_changed',
    confidence: 'possible',
    candidates: ['secret_changed'],
    evidence: [],
  } as const;
  await world.current.bot.stop();
  const store = openStore(world.databasePath);
  const { now } = world.clock;
  const ids = down.map(({ accountId }) => accountId);
  await store.suspect(world.slack.team.id, ids, now() - 60_000);
  const opened = {
    kind: 'connections',
    authConfigId: authConfigOf(world),
    accountCause: 'expired',
    diagnosis,
  } as const;
  await store.openIncident(world.slack.team.id, { id: 'i1', ...opened, beganAt: now() - 60_000 }, now());
  await store.close();
  world.clock.advance(5_000);
  meanwhile();
  const from = now();
  await world.restart();
  await eventually(() => {
    expect(world.rows('select id from sweeps where began_at >= ? and ended_at is not null', from)).not.toEqual([]);
  });
}

const over = () => inTime(world, () => expect(incidents(world)[0]?.ended_at).not.toBeNull());

test('when Composio recovered meanwhile, it is over before anybody heard of it, and holds nobody back', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 30);
  await killedAfterOpening(members.slice(0, 7), () => undefined);
  await world.ana.types('/gong-setup');
  await world.ana.waitForEphemeral(/All 30 connections work/);
  await over();
  const alone = member(members, 20);
  world.composio.expire(alone.accountId);
  await sweepAfter(world);
  await alone.person.waitForDm(/stopped working/);
  expect(world.ana.dm()).toEqual([]);
  expect(alerted(members)).toBe(1);
});

test('those few who are still broken hear of their own at once, and no admin does', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 30);
  const [left, other] = [member(members, 0), member(members, 1)];
  await killedAfterOpening(members.slice(0, 7), () => {
    for (const { accountId } of [left, other]) world.composio.expire(accountId);
  });
  await sweepAfter(world);
  await over();
  await inTime(world, () => expect(alerted(members)).toBe(2));
  for (const { person } of [left, other]) expect(alertsOf(person)).toHaveLength(1);
  expect(world.ana.dm()).toEqual([]);
  expect(world.rows('select id from outages where incident_id is not null')).toEqual([]);
});

test('when nothing recovered, it goes on with all of them: one message, which begins with the whole number', async () => {
  world = await startQuietWorld();
  const members = await crowd(world, 30);
  await killedAfterOpening(members.slice(0, 7), () => {
    for (const { accountId } of members.slice(0, 7)) world.composio.expire(accountId);
  });
  await sweepAfter(world);
  await world.ana.waitForDm(/7 Gong connections stopped working at once/);
  const posts = world.slack.callsTo('chat.postMessage').map(({ args }) => JSON.stringify(args.text));
  expect(posts.filter((text) => /stopped working/.test(text))).toEqual([expect.stringMatching(/7 Gong connections/)]);
  expect(alerted(members)).toBe(0);
  await eventually(() => expect(world.rows('select affected from incidents')).toEqual([{ affected: 7 }]));
});
