/** The company connection breaks: who hears of it, when, and how it is repaired without letting anybody out. */

import { afterEach, expect, test } from 'vitest';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import { companyAccount, connectCompany, externalUserIdOf, grantBecomes, joinCompany } from './company-steps.ts';
import { buttonTexts, nextLink } from './connect-steps.ts';
import { crowd, delivered, sweepAfter } from './crowd.ts';
import { eventually, requestsTo } from './setup-steps.ts';
import { setUp, startWorld, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const minuteMs = 60_000;
const down = /does not work at the moment/;
const back = /works again\. There is nothing to do/;
const alertIdOf = (metadata: unknown) => (metadata as { event_payload: { alert_id: string } }).event_payload.alert_id;
const messagesAbout = (person: PersonDriver, words: RegExp) =>
  person.dm().filter(({ rendered }) => words.test(rendered));

async function startCompanyWorld(graceSeconds = 600): Promise<string> {
  const more = { COMPANY_ALERT_GRACE_SECONDS: String(graceSeconds) };
  world = await startWorld({ webhook: false, more });
  await world.restart({ webhook: false, more: { ...more, GONG_ADMINS: world.ben.id } });
  await setUp(world);
  const account = await connectCompany(world, world.ana);
  await joinCompany(world, world.chloe);
  await joinCompany(world, world.olga);
  await delivered(world);
  return account;
}

test('an outage alerts the admins at once, people once when it has lasted, and once when it is over', async () => {
  const account = await startCompanyWorld();
  world.composio.expire(account);
  await sweepAfter(world);
  for (const admin of [world.ana, world.ben]) {
    const alert = await admin.waitForDm('The company’s Gong connection stopped working');
    expect(alert.metadata).toMatchObject({ event_type: 'gong_connect_alert' });
    expect(buttonTexts(alert)).toEqual([
      'Reconnect',
      'Rotate client secret',
      'Open Gong’s integrations',
      'How people connect',
      'Snooze for 7 days',
    ]);
    expect(alert.rendered).toContain('2 people use it');
  }
  const alertIds = [world.ana, world.ben].map((admin) => alertIdOf(admin.dm().at(-1)?.metadata));
  expect(new Set(alertIds).size).toBe(2);
  // Whoever asks meanwhile reads the same.
  await world.chloe.types('/gong-connect');
  await world.chloe.waitForEphemeral('The admins have been told');

  await sweepAfter(world, 5 * minuteMs);
  await delivered(world);
  expect(messagesAbout(world.chloe, down)).toEqual([]);
  await sweepAfter(world, 5 * minuteMs);
  for (const rep of [world.chloe, world.olga]) await rep.waitForDm(down);
  await sweepAfter(world, 30 * minuteMs);
  await delivered(world);
  expect(messagesAbout(world.chloe, down)).toHaveLength(1);
  // Admins may silence its reminders; who is none may not.
  const alert = await world.ben.waitForDm('stopped working');
  await alert.press('Snooze for 7 days');
  await world.ben.waitForDm('Snoozed until');

  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  for (const rep of [world.chloe, world.olga]) await rep.waitForDm(back);
  for (const admin of [world.ana, world.ben]) await admin.waitForDm('Everybody who is let in can use it');
  await eventually(
    () => world.ana.dm().every((one) => !buttonTexts(one).includes('Reconnect')),
    'the alert offers nothing any more',
  );
  await sweepAfter(world);
  await delivered(world);
  expect(messagesAbout(world.olga, back)).toHaveLength(1);

  // An outage that is over within the grace is no news to those who use it.
  await sweepAfter(world, 11 * minuteMs);
  world.composio.expire(account);
  await sweepAfter(world);
  await eventually(() => messagesAbout(world.ana, /stopped working/).length === 1, 'the second alert');
  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  await sweepAfter(world, 15 * minuteMs);
  await delivered(world);
  expect(messagesAbout(world.chloe, /at the moment|worked again after/)).toHaveLength(1);
  expect(messagesAbout(world.chloe, back)).toHaveLength(1);

  // Reminders go to the admins alone.
  await sweepAfter(world, 11 * minuteMs);
  world.composio.disable(account);
  await sweepAfter(world);
  await eventually(() => messagesAbout(world.ben, /stopped working/).length === 1, 'the third alert');
  world.clock.advance(25 * 60 * minuteMs);
  for (const admin of [world.ana, world.ben]) await admin.waitForDm('still does not work');
  await delivered(world);
  expect(messagesAbout(world.olga, /still does not work/)).toEqual([]);
  expect(messagesAbout(world.ana, /was paused in Composio/)).toEqual([]);
});

test('a reconnect makes a new shared account, which takes the allow-list over before the old one goes', async () => {
  const old = await startCompanyWorld();
  world.composio.expire(old);
  await sweepAfter(world);
  const alert = await world.ana.waitForDm('The company’s Gong connection stopped working');
  const link = await nextLink(world, world.ana, () => alert.press('Reconnect'));
  const made = world.composio.accounts().find(({ id, status }) => id !== old && status !== 'ACTIVE');
  expect(made?.acl.allowed_user_ids).toEqual([
    externalUserIdOf(world, world.chloe),
    externalUserIdOf(world, world.olga),
  ]);
  // Somebody comes and somebody goes while the link is out.
  const rita = world.slack.addPerson({ realName: 'Rita Rep' });
  await rita.types('/gong-connect');
  await world.olga.types('/gong-connect disconnect');
  await grantBecomes(world, world.olga, 'withdrawn');

  world.clock.advance(3_000);
  await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
  await world.ana.waitForDm(/connected for the whole company.*Gong answers/s);
  const account = companyAccount(world);
  expect(account).not.toBe(old);
  await eventually(() => !world.composio.accounts().some(({ id }) => id === old), 'the old account goes');
  expect(new Set(world.composio.account(account).acl.allowed_user_ids)).toEqual(
    new Set([externalUserIdOf(world, world.chloe), externalUserIdOf(world, rita)]),
  );
  const [removal] = requestsTo(world, `DELETE /connected_accounts/${old}`);
  const written = requestsTo(world, `PATCH /connected_accounts/${account}`);
  const all = world.composio.requests;
  expect(written.length).toBeGreaterThan(0);
  expect(Math.max(...written.map((one) => all.indexOf(one)))).toBeLessThan(all.indexOf(removal as never));
  await rita.waitForDm('You can use the company’s Gong connection');
  await world.ben.waitForDm('Everybody who is let in can use it');
});

test('when many connections go down together, the company’s one account is told of at once', async () => {
  const account = await startCompanyWorld();
  const members = await crowd(world, 8);
  for (const { accountId } of members) world.composio.expire(accountId);
  world.composio.expire(account);
  await sweepAfter(world);
  await world.ana.waitForDm('The company’s Gong connection stopped working');
  expect(world.rows('select owner from outages where ended_at is null')).toEqual([{ owner: 'company' }]);
});

test('who is let in while it does not work reads so, gets no second message, and hears once when it is back', async () => {
  const account = await startCompanyWorld();
  const [early, late] = ['Early', 'Late'].map((name) => world.slack.addPerson({ realName: `${name} Rep` }));
  if (!early || !late) throw new Error('nobody came');
  world.composio.expire(account);
  await sweepAfter(world);
  await world.ana.waitForDm('The company’s Gong connection stopped working');
  await early.types('/gong-connect');
  await early.waitForEphemeral('It does not work at the moment');
  const told = await early.waitForDm(/You are let in.*does not work at the moment/s);
  expect(buttonTexts(told)).toEqual([]);
  await sweepAfter(world, 11 * minuteMs);
  await world.chloe.waitForDm(down);
  // Whoever comes after the others were told is told as well, and no restart tells anybody twice.
  await late.types('/gong-connect');
  await late.waitForDm(/You are let in.*does not work at the moment/s);
  await world.restart();
  await sweepAfter(world, 5 * minuteMs);
  await delivered(world);
  for (const rep of [early, late, world.chloe]) expect(messagesAbout(rep, down)).toHaveLength(1);

  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  for (const rep of [early, late, world.chloe, world.olga]) await rep.waitForDm(back);
  await eventually(
    () => [early, late].every((rep) => messagesAbout(rep, /You can use the company’s Gong connection/).length === 1),
    'the message that let them in says that it works',
  );
  await world.restart();
  await sweepAfter(world, 5 * minuteMs);
  await delivered(world);
  for (const rep of [early, late, world.chloe]) expect(rep.dm()).toHaveLength(rep === world.chloe ? 3 : 2);
  const rita = world.slack.addPerson({ realName: 'Rita Rep' });
  await joinCompany(world, rita);
  await rita.waitForDm('You can use the company’s Gong connection');
});

test('a time in which it worked does not count towards the grace', async () => {
  const account = await startCompanyWorld(900);
  const isOver = (ended: boolean) =>
    eventually(
      () => world.rows(`select 1 from outages where ended_at is ${ended ? 'not ' : ''}null`).length === 1,
      ended ? 'the outage is over' : 'the outage goes on',
    );
  world.composio.expire(account);
  await sweepAfter(world);
  await isOver(false);
  await sweepAfter(world);
  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  await isOver(true);
  world.composio.expire(account);
  // A quarter of an hour after it began, of which it worked five minutes.
  await sweepAfter(world);
  await isOver(false);
  await sweepAfter(world);
  await delivered(world);
  expect(world.rows('select 1 from outages')).toHaveLength(1);
  expect(messagesAbout(world.chloe, down)).toEqual([]);
  await sweepAfter(world, 11 * minuteMs);
  await world.chloe.waitForDm(down);
  // It goes on once more: who came while it worked hears of it, and everybody hears once that it is back.
  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  await world.chloe.waitForDm(back);
  const rita = world.slack.addPerson({ realName: 'Rita Rep' });
  await joinCompany(world, rita);
  await rita.waitForDm('You can use the company’s Gong connection');
  world.composio.expire(account);
  await sweepAfter(world);
  await isOver(false);
  await sweepAfter(world, 16 * minuteMs);
  await rita.waitForDm(down);
  world.composio.setStatus(account, 'ACTIVE');
  await sweepAfter(world);
  await rita.waitForDm(back);
  await delivered(world);
  for (const rep of [world.chloe, rita]) expect(messagesAbout(rep, back)).toHaveLength(1);
});
