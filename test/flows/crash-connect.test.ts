/** A rep connects while the bot is killed after each of its commits in turn, and started again. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import {
  atRest,
  killAfterEachCommit,
  killWhen,
  type Outpost,
  patienceMs,
  sendsTo,
  startAgain,
  startOutpost,
} from './bot-on-its-own.ts';
import { setUp } from './world.ts';

let world: Outpost;
let reps = 0;

beforeAll(async () => {
  world = await startOutpost();
  await setUp({ gong: world.gong, ana: world.slack.person(world.slack.people.ana) });
}, 90_000);
afterAll(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const newRep = (): PersonDriver => {
  reps += 1;
  return world.slack.addPerson({ realName: `Rep ${reps}` });
};

const linkIn = (message: ShownMessage): string | null => message.buttons().find(({ url }) => url !== null)?.url ?? null;

/** The form is submitted, again and again if the bot did not answer. */
async function askForLink(rep: PersonDriver): Promise<void> {
  await rep.types('/gong-connect');
  const form = await rep.waitForModal('Connect Gong');
  await expect.poll(async () => (await form.submit()).outcome, { timeout: patienceMs }).toBe('updated');
}

/** Every link that the DM shows is followed, until the DM says that it worked. */
async function follow(rep: PersonDriver): Promise<void> {
  const followed: (string | null)[] = [null];
  for (;;) {
    const dm = await rep.waitForDm(
      (message) => !followed.includes(linkIn(message)) || /Gong answers/.test(message.rendered),
    );
    const link = linkIn(dm);
    if (link === null) return;
    followed.push(link);
    // A bot that is down does not answer when the browser comes back; the grant is given all the same.
    await world.composio.follow(link).catch(() => undefined);
  }
}

async function expectOneOfEach(rep: PersonDriver): Promise<void> {
  await atRest(world);
  const [person] = world.rows<{ external_user_id: string }>(
    'select external_user_id from people where slack_user_id = ?',
    rep.id,
  );
  const accounts = world.composio.accounts().filter(({ userId }) => userId === person?.external_user_id);
  expect(accounts.map(({ status }) => status)).toEqual(['ACTIVE']);
  expect(world.rows('select state, account_id from attempts where owner = ?', rep.id)).toEqual([
    { state: 'won', account_id: accounts[0]?.id },
  ]);
  expect(world.rows('select state, account_id from connections where owner = ?', rep.id)).toEqual([
    { state: 'active', account_id: accounts[0]?.id },
  ]);
  expect(rep.dm().map(({ rendered }) => rendered)).toEqual([expect.stringMatching(/Gong is connected/)]);
  expect(Object.values(sendsTo(world, rep.id))).toEqual([1]);
}

test('killed after any commit, the bot connects the rep all the same: one DM, one account', async () => {
  const kills = await killAfterEachCommit(
    world,
    async () => newRep(),
    async (rep) => {
      await askForLink(rep);
      await follow(rep);
      await expectOneOfEach(rep);
    },
  );
  expect(kills).toBeGreaterThanOrEqual(10);
}, 240_000);

test('killed while Composio makes the link, the bot deletes what came of it and makes another', async () => {
  const rep = newRep();
  const before = world.composio.accounts().map(({ id }) => id);
  const made = () => world.composio.accounts().filter(({ id }) => !before.includes(id));
  world.composio.faults.add('POST /connected_accounts/link', { kind: 'hang', processed: true });
  const back = startAgain(world);
  await askForLink(rep);
  await expect.poll(() => made().length, { timeout: patienceMs }).toBe(1);
  const [orphan] = made();
  await world.process().kill9();
  await back.done;
  await follow(rep);
  await expectOneOfEach(rep);
  expect(made().map(({ id }) => id)).not.toContain(orphan?.id);
}, 90_000);

const hasLink = (message: ShownMessage): boolean => linkIn(message) !== null;

test.each([
  ['the DM', () => true],
  ['the link', hasLink],
])(
  'killed before it hears that Slack shows %s, the bot sends no second DM',
  async (_what, isIt) => {
    const rep = newRep();
    killWhen(world, () => rep.dm().some(isIt));
    const back = startAgain(world);
    await askForLink(rep);
    await back.done;
    await follow(rep);
    await expectOneOfEach(rep);
  },
  30_000,
);

test('a link that was followed while the bot was down is not taken away again', async () => {
  const rep = newRep();
  killWhen(world, () => rep.dm().some(hasLink));
  await askForLink(rep);
  await world.process().ended;
  const link = linkIn(await rep.waitForDm(hasLink));
  await world.composio.follow(String(link)).catch(() => undefined);
  const accounts = () => world.composio.accounts().map(({ id, status }) => ({ id, status }));
  const whileDown = accounts();
  expect(whileDown.at(-1)?.status).toBe('ACTIVE');
  await world.start();
  await rep.waitForDm((message) => /Gong answers/.test(message.rendered));
  await expectOneOfEach(rep);
  expect(accounts()).toEqual(whileDown);
}, 90_000);
