/** Who reads the offer of one company connection, and when it is not made. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseCompany } from './company-steps.ts';
import { attemptBecomes } from './connect-steps.ts';
import { delivered, writing } from './crowd.ts';
import { botId, inTime } from './incident-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import { askForLink, setUp, startWorld, type World } from './world.ts';

const offered = /2 people could not connect Gong on their own/;

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await setUp(world);
});
afterEach(() => world.end());

/** Two people's links are left unused. */
async function twoLapse(): Promise<void> {
  const reps = [world.ben, world.chloe];
  for (const rep of reps) await askForLink(rep);
  world.clock.advance(11 * 60_000);
  for (const rep of reps) await attemptBecomes(world, rep, 'lapsed');
}

const offers = () => world.rows("select recipient from messages where kind = 'company_offer'");

/** The admins have chosen a channel. */
function chooseChannel(): string {
  const channel = world.slack.addChannel('gong-ops', { members: [world.ana.id, world.olga.id], isPrivate: false });
  writing(world, (insert) => insert('preferences', { team_id: world.slack.team.id, notice_channel: channel }));
  return channel;
}

test('when who set Gong up has left, the workspace’s own admins read it', async () => {
  await world.slack.deactivate(world.ana.id);
  await twoLapse();
  await world.olga.waitForDm(offered);
  expect(offers()).toEqual([{ recipient: world.olga.id }]);
  expect(slackRefusals(world)).toEqual([]);
});

test('who has chosen a channel reads it there', async () => {
  const channel = chooseChannel();
  world.slack.inviteTo(channel, await botId(world));
  await twoLapse();
  await inTime(world, () => {
    expect(
      world.ana
        .messages(channel)
        .map(({ rendered }) => rendered)
        .join(),
    ).toMatch(offered);
  });
  expect(offers()).toEqual([{ recipient: channel }]);
  const own = world.ana.messages(channel).find(({ rendered }) => offered.test(rendered));
  await own?.press('Use one company connection');
  await world.ana.waitForModal('Now: Company');
  expect(slackRefusals(world)).toEqual([]);
});

test('a channel that does not take it leaves it to a direct message, which says so', async () => {
  const channel = chooseChannel();
  await twoLapse();
  await inTime(world, () => {
    expect(world.ana.dm().some(({ rendered }) => offered.test(rendered) && /meant for #gong-ops/.test(rendered))).toBe(
      true,
    );
  });
  expect(offers()).toEqual([{ recipient: channel }, { recipient: world.ana.id }]);
});

test('it is not made where Composio has refused to share', async () => {
  world.composio.switches.sharedConnections = 'refused';
  const chosen = await chooseCompany(world.ana);
  await chosen.press('I am a Technical Admin: get the link');
  await world.ana.waitForDm('People connect personally again');
  await twoLapse();
  // The loop that makes the offer has gone round.
  for (let round = 0; round < 3; round += 1) {
    world.clock.advance(6_000);
    await delivered(world);
  }
  expect(offers()).toEqual([]);
  expect(slackRefusals(world)).toEqual([]);
});
