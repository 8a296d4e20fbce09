/** Who may set Gong up: asked at every step, answered in time, and never a modal for anybody else. */

import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/slack/faults.ts';
import {
  answerTimes,
  chooseScopes,
  creations,
  openWizard,
  registerInGong,
  saveWith,
  slackRefusals,
  submitCredentials,
} from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  expect(Math.max(0, ...answerTimes(world))).toBeLessThan(3_000);
  await world.end();
});

describe('somebody who is not an admin', () => {
  test('is told in private who the workspace’s admins are, when nobody else is known', async () => {
    world = await startWorld();
    await world.ben.types('/gong-setup');
    const told = await world.ben.waitForEphemeral('Only admins can set Gong up');
    expect(told.rendered).toMatch(/Ask @Ana and @Olga\./);
    expect(world.slack.callsTo('views.open')).toEqual([]);
    expect(world.composio.requests).toEqual([]);
    expect(world.rows('select * from setups')).toEqual([]);
  });

  test('is told who GONG_ADMINS are', async () => {
    const chloe = 'U000CHLOE';
    world = await startWorld({ more: { GONG_ADMINS: chloe } });
    await world.ben.types('/gong-setup');
    expect((await world.ben.waitForEphemeral('Only admins')).blocks).toMatchObject([
      { text: { text: `Only admins can set Gong up in this workspace. Ask <@${chloe}>.` } },
    ]);
  });

  test('is told who saved the setup', async () => {
    world = await startWorld();
    await setUp(world);
    await world.ben.types('/gong-setup');
    expect((await world.ben.waitForEphemeral('Only admins')).rendered).toMatch(/Ask @Ana\./);
  });

  test('who saved the setup and is an admin no longer is sent to somebody else', async () => {
    world = await startWorld();
    await setUp(world);
    await world.slack.changePerson(world.ana.id, { isAdmin: false });
    await world.ana.types('/gong-setup');
    expect((await world.ana.waitForEphemeral('Only admins')).rendered).toMatch(/Ask @Olga\./);
  });

  test('still gets an answer when Slack does not say who the admins are', async () => {
    world = await startWorld();
    world.slack.faults.add('users.list', { kind: 'error', error: 'fatal_error' });
    await world.ben.types('/gong-setup');
    expect((await world.ben.waitForEphemeral('Only admins')).rendered).toMatch(/Ask a workspace admin or owner\./);
  });

  test('reads the help like everybody', async () => {
    world = await startWorld();
    await world.ben.types('/gong-setup help');
    expect((await world.ben.waitForEphemeral('Set up Gong')).rendered).toMatch(/redirect URI[\s\S]*Technical Admin/);
  });
});

test('somebody in GONG_ADMINS may, without Slack being asked', async () => {
  world = await startWorld();
  const { ben } = world;
  await world.restart({ more: { GONG_ADMINS: `U0OTHER,${ben.id}` } });
  world.slack.faults.add('users.info', { kind: 'error', error: 'fatal_error' }, Number.POSITIVE_INFINITY);
  const register = await chooseScopes(ben);
  await saveWith(world, ben, register, registerInGong(world, register));
  expect(world.rows('select created_by from setups')).toEqual([{ created_by: ben.id }]);
});

describe('an admin who is demoted on the way', () => {
  test('is refused when choosing', async () => {
    world = await startWorld();
    const choose = await openWizard(world.ana);
    await world.slack.changePerson(world.ana.id, { isAdmin: false });
    expect((await choose.submit()).outcome).toBe('updated');
    expect(world.ana.modal()?.text()).toMatch(/Only admins can set Gong up[\s\S]*Ask @Olga\./);
    expect(world.ana.modal()?.submitText).toBeNull();
  });

  test('is refused when registering, before Composio is asked', async () => {
    world = await startWorld();
    const register = await chooseScopes(world.ana);
    await world.slack.changePerson(world.ana.id, { isAdmin: false });
    await submitCredentials(register, registerInGong(world, register));
    await world.ana.waitForModal('Only admins can set Gong up');
    expect(creations(world)).toBe(0);
    expect(world.rows('select * from setups')).toEqual([]);
  });

  test('is refused at Start over, and at the button and the form that invite', async () => {
    world = await startWorld();
    const { ana } = world;
    await setUp(world);
    await ana.types('/gong-setup');
    const summary = await ana.waitForEphemeral('Gong is set up.');
    await summary.press('Invite people');
    const invite = await ana.waitForModal('Invite people');
    await world.slack.changePerson(ana.id, { isAdmin: false });
    await invite.fill('People', [world.ben.id]);
    await invite.submit();
    await ana.waitForModal('Only admins can set Gong up');
    await ana.modal()?.close();

    const opened = world.slack.callsTo('views.open').length;
    for (const name of ['Start over', 'Invite people']) {
      const told = ana.sees().length;
      await summary.press(name);
      await world.slack.until(() => ana.sees().length > told, 'the press is answered');
      expect(ana.sees().at(-1)?.rendered).toContain('Only admins can set Gong up');
    }
    expect(world.slack.callsTo('views.open')).toHaveLength(opened);
    expect(world.rows("select * from messages where kind = 'invitation'")).toEqual([]);
  });
});

describe.each<[string, Fault]>([
  ['slow', { kind: 'delay', ms: 1_200 }],
  ['silent', { kind: 'delay', ms: 600_000 }],
  ['failing', { kind: 'http', status: 503 }],
  ['rate limited', { kind: 'rate_limited', retryAfterSeconds: 30 }],
  ['not reachable', { kind: 'reset-before' }],
])('while users.info is %s', (name, fault) => {
  const isSlow = name === 'slow';
  const hinder = (): void => world.slack.faults.add('users.info', fault, Number.POSITIVE_INFINITY);

  test('the command is answered, with the wizard only when Slack said yes', async () => {
    world = await startWorld();
    hinder();
    const [anas, bens] = await Promise.all([world.ana.types('/gong-setup'), world.ben.types('/gong-setup')]);
    expect([anas.outcome, bens.outcome]).toEqual(['acked', 'acked']);
    if (isSlow) {
      await world.ana.waitForModal('Set up Gong');
      await world.ben.waitForEphemeral('Only admins');
    } else {
      await world.ana.waitForEphemeral('Slack did not say in time whether you are an admin');
      await world.ben.waitForEphemeral('Slack did not say in time whether you are an admin');
      expect(world.slack.callsTo('views.open')).toEqual([]);
    }
    expect(world.ben.modal()).toBeNull();
    world.slack.faults.clear();
  });

  test('each step is answered in time, and what was filled in stays', async () => {
    world = await startWorld();
    const choose = await openWizard(world.ana);
    await choose.fill('Other scopes', 'api:new:read');
    hinder();
    const chosen = await choose.submit();
    if (isSlow) expect(chosen.outcome).toBe('updated');
    else {
      expect(chosen.errors.Scopes).toMatch(/Slack did not say in time[\s\S]*press Next again/);
      expect(choose.values()['Other scopes']).toBe('api:new:read');
      world.slack.faults.clear();
      expect((await choose.submit()).outcome).toBe('updated');
      hinder();
    }
    const register = await world.ana.waitForModal('Register in Gong');
    const credentials = registerInGong(world, register);
    expect((await submitCredentials(register, credentials)).outcome).toBe('updated');
    if (isSlow) await world.ana.waitForModal('Gong is set up.');
    else {
      const back = await world.ana.waitForModal(/Slack did not say in time[\s\S]*Nothing was sent to Composio/);
      expect(back.values()).toMatchObject({ 'Client ID': credentials.clientId, 'Client secret': null });
      expect(creations(world)).toBe(0);
    }
    world.slack.faults.clear();
  });
});
