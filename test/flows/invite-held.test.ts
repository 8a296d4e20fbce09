/** What becomes of invitations that are still owed when Gong is set up anew in the middle of a batch. */

import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../src/adapters/sqlite/store.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { eventually } from './connect-steps.ts';
import { setUpBefore, startQuietWorld } from './crowd.ts';
import { invitationsOf, preview, reportOf } from './invite-steps.ts';
import type { World } from './world.ts';

const size = 40;

let world: World;
let people: PersonDriver[];
afterEach(() => world.end());

const owed = (): number =>
  world.rows("select id from messages where kind = 'invitation' and state = 'owed' and ts is null").length;

/** A batch that is under way: Slack lets a burst pass, and the rest waits. */
async function begin(): Promise<void> {
  world = await startQuietWorld();
  people = Array.from({ length: size }, (_, index) => world.slack.addPerson({ realName: `Rep ${index}` }));
  const shown = await preview(world, { people: people.map(({ id }) => id) });
  await shown.submit();
  await world.ana.waitForModal(/[1-9]\d* of 40/);
  expect(owed()).toBeGreaterThan(0);
}

/** Takes Gong away, and the next admin sets it up at once. */
async function setUpAnew(): Promise<void> {
  const store = openStore(world.databasePath);
  const setup = await store.savedSetup(world.slack.team.id);
  if (!setup) throw new Error('nothing is set up');
  await store.removeSetup(setup, { by: world.ana.id, deletesAuthConfig: false, notify: [] }, world.clock.now());
  await store.close();
  setUpBefore(world);
}

test('set up anew, nobody is invited on behalf of what was removed, and nobody twice', async () => {
  await begin();
  await world.ana.modal()?.close(true);
  await setUpAnew();
  const again = await preview(world, { people: people.map(({ id }) => id) });
  expect(again.text()).toContain(`${size} people will get a direct message`);
  await again.submit();
  expect((await reportOf(world)).text()).toContain(`${size} people invited`);
  await eventually(() => {
    world.clock.advance(1_000);
    return owed() === 0;
  });
  const before = world.rows(
    "select m.id from messages m join invitations i on i.id = m.subject where i.state = 'superseded' and m.ts is not null",
  ).length;
  expect(before).toBeLessThan(size / 2);
  // Who was reached before the removal is told of the new setup; everybody else hears once.
  expect(people.filter((person) => invitationsOf(person).length === 2)).toHaveLength(before);
  expect(people.filter((person) => invitationsOf(person).length === 1)).toHaveLength(size - before);
  const first = await world.ana.waitForDm(new RegExp(`Your invitations are out: ${before} people invited`));
  expect(first.rendered).toMatch(new RegExp(`Could not be invited \\(${size - before}\\): Invited once more`));
});
