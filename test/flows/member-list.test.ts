/** Slack's member list is long and rate limited: whoever needs it shares one walk, and that comes to its end. */

import { afterEach, expect, test } from 'vitest';
import { startQuietWorld } from './crowd.ts';
import { filledIn, fillIn, openInvite, send } from './invite-steps.ts';
import { addAskers, openRoster } from './roster-steps.ts';
import { slackRefusals } from './setup-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => world.end());

test('the roster is opened and then people are invited: who they are is asked once, and known', async () => {
  world = await startQuietWorld();
  const { ana, slack } = world;
  const tz = 'America/Los_Angeles';
  const crowd = Array.from({ length: 2_000 }, (_, index) => slack.addPerson({ realName: `Rep ${index}`, tz }).id);
  const robot = slack.addPerson({ realName: 'Robot', isBot: true });
  const gone = slack.addPerson({ realName: 'Gone' });
  slack.addChannel('reps', { members: [...crowd.slice(0, 40), robot.id, gone.id] });
  await slack.deactivate(gone.id);
  addAskers(
    world,
    Array.from({ length: 30 }, (_, index) => `Asker ${index}`),
  );
  await openRoster(ana);
  const form = await openInvite(world);
  await fillIn(form, { channels: ['reps'] });
  // Slack is busy with somebody else's calls, too.
  slack.faults.add('users.list', { kind: 'rate_limited', retryAfterSeconds: 20 });
  await form.submit();
  const shown = await filledIn(world, 'Looking…');
  expect(shown.text()).toContain('40 people will get a direct message');
  expect(shown.text()).toMatch(/Bots and apps \(1\)\s+@Robot/);
  expect(shown.text()).toMatch(/Deactivated in Slack \(1\)\s+@Gone/);
  expect(shown.text()).not.toContain('Slack did not say');
  // Eleven pages, and one that Slack did not give out at first.
  expect(slack.callsTo('users.list')).toHaveLength(12);
  expect((await send(world, shown)).text()).toContain('40 people invited');
  expect(world.rows('select distinct time_zone from invitations')).toEqual([{ time_zone: tz }]);
  expect(slackRefusals(world)).toEqual([]);
});
