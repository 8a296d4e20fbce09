/** A connection dies while the bot is killed after each of its commits in turn, and started again. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownMessage } from '../sandbox/slack/driver/shown-message.ts';
import {
  atRest,
  killAfterEachCommit,
  killWhen,
  type Outpost,
  sendsTo,
  startAgain,
  startOutpost,
} from './bot-on-its-own.ts';
import { accountOf, askForLink, setUp } from './world.ts';

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

/** A rep who has just connected, a while after the last one lost their connection: it must not look like a mass. */
async function connectedRep(): Promise<PersonDriver> {
  reps += 1;
  await world.advance(11 * 60_000);
  const rep = world.slack.addPerson({ realName: `Rep ${reps}` });
  await world.composio.follow(await askForLink(rep));
  await rep.waitForDm((message) => /Gong answers/.test(message.rendered));
  await atRest(world);
  return rep;
}

const isAlert = ({ metadata }: ShownMessage): boolean => metadata?.event_type === 'gong_connect_alert';

/** What the rep was told, and how often: the DM of the link, and one alert. */
async function expectOneAlert(rep: PersonDriver): Promise<void> {
  await rep.waitForDm(isAlert);
  await atRest(world);
  const alerts = rep.dm().filter(isAlert);
  expect(alerts.map(({ rendered }) => rendered)).toEqual([expect.stringMatching(/stopped working/)]);
  expect(alerts[0]?.buttons().map(({ text }) => text)).toContainEqual(expect.stringMatching(/^Reconnect/));
  expect(world.rows('select owner, ended_at from outages where owner = ?', rep.id)).toEqual([
    { owner: rep.id, ended_at: null },
  ]);
  expect(Object.values(sendsTo(world, rep.id))).toEqual([1, 1]);
}

test('killed after any commit, the bot alerts once: never twice, never not at all', async () => {
  const kills = await killAfterEachCommit(world, connectedRep, async (rep) => {
    world.composio.expire(accountOf(world, rep));
    await expectOneAlert(rep);
  });
  expect(kills).toBeGreaterThanOrEqual(5);
}, 240_000);

test('killed before it hears that Slack shows the alert, the bot finds it there and sends no second one', async () => {
  const rep = await connectedRep();
  killWhen(world, () => rep.dm().some(isAlert));
  const back = startAgain(world);
  world.composio.expire(accountOf(world, rep));
  await back.done;
  await expectOneAlert(rep);
}, 90_000);

test('a connection that died while the bot was down is found and told without any webhook', async () => {
  const rep = await connectedRep();
  await world.process().kill9();
  world.composio.setStatus(accountOf(world, rep), 'EXPIRED', 'credentials expired');
  await world.start();
  await expectOneAlert(rep);
}, 90_000);
