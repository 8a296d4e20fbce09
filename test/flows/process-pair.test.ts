/** Two bots on one database, as during a rolling update: one works, the other waits and takes over. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BotProcess, startBotProcess } from '../sandbox/bot-process.ts';
import { freePort } from '../sandbox/free-port.ts';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { atRest, type Outpost, sendsTo, startOutpost } from './bot-on-its-own.ts';
import { registerInGong, submitChoice, submitCredentials } from './setup-steps.ts';
import { accountOf, askForLink, setUp } from './world.ts';

let world: Outpost;
let second: BotProcess;
let ben: PersonDriver;

beforeEach(async () => {
  world = await startOutpost();
  const { slack } = world;
  ben = slack.person(slack.people.ben);
  await setUp({ gong: world.gong, ana: slack.person(slack.people.ana) });
  await world.composio.follow(await askForLink(ben));
  await ben.waitForDm((message) => /Gong answers/.test(message.rendered));
  await atRest(world);
  second = startBotProcess(
    { ...world.settingsFor(), PORT: String(await freePort()) },
    { clockOffsetMs: world.clock.now() - Date.now() },
  );
  await second.ready(30_000);
}, 90_000);
afterEach(async () => {
  await second.kill9();
  await world.end();
});

const works = () => second.logs().includes('this process does the work');

test.each([
  ['killed', () => world.process().kill9()],
  ['stopped', () => world.process().stop()],
])(
  'the second waits while the first works, and takes over once that is %s',
  async (_how, end) => {
    expect(works()).toBe(false);
    const before = world.rows<{ holder: string; fence: number }>('select holder, fence from leases')[0];
    await end();
    world.composio.setStatus(accountOf(world, ben), 'EXPIRED', 'credentials expired');
    await second.advance(2_000);
    await ben.waitForDm(({ metadata }) => metadata?.event_type === 'gong_connect_alert');
    expect(works()).toBe(true);
    const [after] = world.rows<{ holder: string; fence: number }>('select holder, fence from leases');
    expect(after?.fence).toBe(Number(before?.fence) + 1);
    expect(after?.holder).not.toBe(before?.holder);
    await atRest(world);
    expect(Object.values(sendsTo(world, ben.id))).toEqual([1, 1]);
  },
  30_000,
);

test('a setup that the first was killed over, begun while the second waited, is seen through by the second', async () => {
  const { slack, composio } = world;
  const ana = slack.person(slack.people.ana);
  await ben.types('/gong-connect disconnect');
  await ana.types('/gong-setup');
  await (await ana.waitForEphemeral('Start over')).press('Start over');
  composio.faults.add('POST /auth_configs', { kind: 'hang', processed: true });
  const register = await submitChoice(ana, await ana.waitForModal('Set up Gong'));
  await submitCredentials(register, registerInGong(world, register));
  await expect.poll(() => composio.authConfigs().length, { timeout: 10_000 }).toBe(2);
  await world.process().kill9();
  await second.advance(240_000);
  await ana.waitForDm('Gong is set up.');
}, 30_000);
