/** A form that takes the place of a rotation's progress stays, with what was typed, however the rotation goes on. */

import { afterEach, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { eventually } from './connect-steps.ts';
import { authConfigOf, startQuietWorld, writing } from './crowd.ts';
import { afterWorking, openRotation, rotationStates } from './rotation-steps.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => world.end());

const label = 'New client secret';

/** A rotation whose canary failed, as Ana sees it. @param isConfigured Slack is not asked whether she is an admin */
async function failedCanary(isConfigured = false): Promise<ShownModal> {
  world = await startQuietWorld();
  if (isConfigured) await world.restart({ webhook: false, more: { GONG_ADMINS: world.ana.id } });
  const { ana, clock } = world;
  const at = clock.now();
  writing(world, (insert) =>
    insert('rotations', {
      id: 'r1',
      team_id: world.slack.team.id,
      auth_config_id: authConfigOf(world),
      state: 'canary_failed',
      reason: 'declined: invalid_client',
      created_by: ana.id,
      canary: ana.id,
      began_at: at,
      patched_at: at,
    }),
  );
  return openRotation(ana);
}

/** Enough of the bot's time for several drawings of whatever is followed; each beat is let come to its end. */
async function passDrawings(): Promise<void> {
  const until = world.clock.now() + 20_000;
  await eventually(() => {
    world.clock.advance(1_000);
    return world.clock.now() >= until;
  });
}

const drawings = (): number => world.slack.callsTo('views.update').length;

test('“Type another secret”, pressed at once, opens a form that stays', async () => {
  const shown = await failedCanary();
  expect(shown.text()).toContain('The canary failed');
  await shown.press('Type another secret');
  const form = await world.ana.waitForModal('What will happen');
  await form.fill(label, 'half of it');
  const before = drawings();
  await passDrawings();
  expect(drawings()).toBe(before);
  expect(world.ana.modal()?.values()[label]).toBe('half of it');
});

test('“Type another secret”, pressed while the progress is drawn, opens a form that stays', async () => {
  const shown = await failedCanary(true);
  await passDrawings();
  // The rotation changes, and the drawing of that is slow.
  world.slack.faults.add('views.update', { kind: 'delay', ms: 3_000 });
  writing(world, (_insert, database) => database.exec("update rotations set reason = 'lapsed'"));
  const before = drawings();
  await eventually(() => {
    world.clock.advance(500);
    return drawings() > before || world.slack.faults.list().length === 0;
  });
  const pressed = shown.press('Type another secret');
  await passDrawings();
  await pressed;
  await world.ana.waitForModal('What will happen');
  await passDrawings();
  expect(world.ana.modal()?.labels()).toEqual([label, 'Client ID']);
});

test('after a lost answer, the form to submit it again stays', async () => {
  const shown = await failedCanary();
  const { ana, composio } = world;
  await shown.press('Type another secret');
  const form = await ana.waitForModal('What will happen');
  composio.faults.add('PATCH /auth_configs/:id', { kind: 'reset' });
  await form.fill(label, 'another-secret-altogether');
  await form.submit();
  await eventually(() => rotationStates(world).join() === 'given_up');
  const again = await afterWorking(world, ana);
  expect(again.text()).toContain('Submit it again: doing so twice is harmless');
  await passDrawings();
  expect(ana.modal()?.text()).toContain('Submit it again: doing so twice is harmless');
  expect(ana.modal()?.labels()).toEqual([label, 'Client ID']);
});

test('whoever is no admin any more reads that, and goes on reading it', async () => {
  const shown = await failedCanary();
  const { ana, slack } = world;
  await passDrawings();
  await slack.changePerson(ana.id, { isAdmin: false });
  await shown.press('Try the canary again');
  await ana.waitForModal('Only admins');
  writing(world, (_insert, database) => database.exec("update rotations set reason = 'lapsed'"));
  await passDrawings();
  expect(ana.modal()?.text()).toContain('Only admins');
});
