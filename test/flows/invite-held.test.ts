/** What becomes of invitations that are still owed when Gong is paused or set up anew in the middle of a batch. */

import { afterEach, expect, test, vi } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import type { Store } from '../../src/store.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { authConfigOf, eventually, setUpBefore, startQuietWorld } from './crowd.ts';
import { invitationsOf, preview } from './invite-steps.ts';
import type { World } from './world.ts';

const size = 30;

let world: World;
let people: PersonDriver[];
afterEach(() => world.end());

const owed = (): number => world.rows("select id from messages where kind = 'invitation' and state = 'owed'").length;
const invited = (): number => people.filter((person) => invitationsOf(person).length > 0).length;

/** So much of the bot's time passes, second by second. */
async function pass(seconds: number): Promise<void> {
  const until = world.clock.now() + seconds * 1_000;
  await eventually(() => {
    world.clock.advance(1_000);
    expect(world.clock.now()).toBeGreaterThanOrEqual(until);
  });
}

/** The rest is on its way, as fast as Slack allows. */
function allSent(): Promise<void> {
  return eventually(() => {
    world.clock.advance(2_000);
    expect(owed()).toBe(0);
    expect(world.rows("select id from invitation_batches where state = 'sending'")).toEqual([]);
  }, 25_000);
}

/** Writes to the bot's database behind its back, as soon as the bot is not writing itself. */
async function change(work: (store: Store) => Promise<unknown>): Promise<void> {
  const store = openStore(world.databasePath);
  try {
    await vi.waitFor(() => work(store), { timeout: 10_000, interval: 20 });
  } finally {
    await store.close();
  }
}

/** A batch that is under way: Slack lets a burst pass, and the rest waits. */
async function begin(): Promise<void> {
  world = await startQuietWorld();
  people = Array.from({ length: size }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }));
  const shown = await preview(world, { people: people.map(({ id }) => id) });
  await shown.submit();
  await world.ana.waitForModal(/\d of 30/);
  await eventually(() => expect(invited()).toBeGreaterThan(5));
  expect(owed()).toBeGreaterThan(5);
}

/** Takes Gong away, and the next admin sets it up at once. */
async function setUpAnew(): Promise<void> {
  await change(async (store) => {
    const setup = await store.savedSetup(world.slack.team.id);
    if (!setup) throw new Error('nothing is set up');
    await store.removeSetup(setup, { by: world.ana.id, deletesAuthConfig: false, notify: [] }, world.clock.now());
  });
  setUpBefore(world);
}

test('set up anew, nobody is invited on behalf of what was removed, and nobody twice', async () => {
  await begin();
  await world.ana.modal()?.close(true);
  await setUpAnew();
  const again = await preview(world, { people: people.map(({ id }) => id) });
  expect(again.text()).toContain(`${size} people will get a direct message`);
  await again.submit();
  await eventually(() => expect(world.rows('select id from invitations')).toHaveLength(2 * size));
  await allSent();
  const before = world.rows(
    "select m.id from messages m join invitations i on i.id = m.subject where i.state = 'superseded' and m.ts is not null",
  ).length;
  expect(before).toBeLessThan(size - 5);
  // Who was reached before the removal is told of the new setup; everybody else hears once.
  expect(people.filter((person) => invitationsOf(person).length === 2)).toHaveLength(before);
  expect(people.filter((person) => invitationsOf(person).length === 1)).toHaveLength(size - before);
  const first = await world.ana.waitForDm(({ rendered }) => {
    world.clock.advance(500);
    return rendered.includes(`Your invitations are out: ${before} people invited`);
  });
  expect(first.rendered).toMatch(new RegExp(`Could not be invited \\(${size - before}\\): Invited once more`));
});

test('a pause holds back whom it has not reached yet, and says so; after it they are invited', async () => {
  await begin();
  const { ana, ben } = world;
  const pause = { id: 'p', teamId: world.slack.team.id, authConfigId: authConfigOf(world), pausedBy: ana.id };
  await change((store) => store.beginPause({ ...pause, beganAt: world.clock.now() }));
  const paused = await ana.waitForModal((shown) => {
    world.clock.advance(1_000);
    return /Sending invitations is paused/.test(shown.text());
  });
  expect(paused.text()).toMatch(/\d+ of 30[\s\S]*Resume/);
  // What had left for Slack by then arrives.
  await pass(10);
  const before = invited();
  await pass(60);
  expect(invited()).toBe(before);
  expect(before).toBeLessThan(size - 5);

  // What is held back does not hold up the others.
  const message = { id: 'told', recipient: ben.id, kind: 'disconnected_by_admin', subject: 'x', dedupeKey: 'told' };
  await change((store) => store.owe(pause.teamId, { ...message, data: { by: ana.id } }, world.clock.now()));
  const toldAt = world.clock.now();
  await ben.waitForDm(({ rendered }) => {
    world.clock.advance(500);
    return rendered.includes('disconnected your Gong');
  });
  expect(world.clock.now() - toldAt).toBeLessThan(15_000);

  const resumed = { by: ana.id, outcome: 'resumed' } as const;
  await change((store) => store.endPause(pause.teamId, pause.id, resumed, world.clock.now()));
  await allSent();
  expect(invited()).toBe(size);
});
