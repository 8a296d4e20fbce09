/** Who began a rotation leaves Slack in the middle of it: another admin hears, and can bring it to its end. */

import { afterEach, expect, test } from 'vitest';
import { allow, eventually, nextLink } from './connect-steps.ts';
import { buttonTexts } from './crowd.ts';
import { openRotation, regenerate, rotationBecomes, rotationStates, submitSecret } from './rotation-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Ana has set Gong up, and Olga's canary is on its way. */
async function begin(): Promise<void> {
  world = await startWorld({ webhook: false });
  const { olga } = world;
  const integration = await setUp(world);
  const secret = regenerate(world, integration);
  await nextLink(world, olga, async () => submitSecret(world, olga, await openRotation(olga), secret));
}

const rotationsOf = (recipient: string): unknown[] =>
  world.rows("select id from messages where kind like 'rotation%' and recipient = ?", recipient);

test('the canary’s owner leaves: the other admin tries it again, as the canary', async () => {
  await begin();
  const { ana, olga, slack } = world;
  expect(rotationsOf(ana.id)).toEqual([]);
  await slack.deactivate(olga.id);
  await rotationBecomes(world, 'canary_failed');
  const dm = await ana.waitForDm(/@Olga began to rotate the client secret and has left Slack[\s\S]*The canary failed/);
  expect(dm.rendered).toContain('Any admin can go on here');
  expect(buttonTexts(dm)).toEqual(['Try the canary again', 'Type another secret', 'Stop here']);

  const link = await nextLink(world, ana, () => dm.press('Try the canary again'));
  await allow(world, link);
  await rotationBecomes(world, 'waves');
  await ana.waitForDm(/@Olga began[\s\S]*The new client secret works[\s\S]*@Ana’s connection is ACTIVE/);
  expect(rotationsOf(ana.id)).toHaveLength(1);
});

test('who leaves once the canary has failed is missed as well, and a bot that starts anew tells nobody twice', async () => {
  await begin();
  const { ana, olga, slack, clock } = world;
  clock.advance(10 * 60_000 + 1_000);
  await rotationBecomes(world, 'canary_failed');
  await olga.waitForDm('The canary failed');
  await slack.deactivate(olga.id);
  await eventually(() => {
    clock.advance(5_000);
    return rotationsOf(ana.id).length > 0;
  });
  const dm = await ana.waitForDm(/@Olga began to rotate the client secret and has left Slack/);
  await world.restart();
  clock.advance(70_000);
  await dm.press('Stop here');
  await ana.waitForDm(/@Olga began[\s\S]*has left Slack, so you hear of it\.\s[\s\S]*The rotation has ended/);
  expect(rotationStates(world)).toEqual(['given_up']);
  expect(rotationsOf(ana.id)).toHaveLength(1);
});
