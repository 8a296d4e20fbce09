/** People who are deactivated in Slack lose their connection, and accounts that nobody needs are deleted until they are gone. */

import { afterEach, describe, expect, test, vi } from 'vitest';
import { crowd, delivered, endWell, eventually, type Member, member, startQuietWorld, sweepAfter } from './crowd.ts';
import { accountOf, askForLink, connect, linkOf, type World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const deletions = () =>
  world.composio.requests
    .filter(({ method }) => method === 'DELETE')
    .map(({ path, query }) => ({ path, revoke: query.revoke_on_delete === 'true' }));
const deletionOf = (accountId: string, revoke: boolean) => ({ path: `/connected_accounts/${accountId}`, revoke });
const audit = (action: string) => world.rows('select actor, subject from audit where action = ?', action);

async function isGone({ person, accountId }: Member): Promise<void> {
  await eventually(() => expect(deletions()).toContainEqual(deletionOf(accountId, true)));
  await eventually(() => expect(audit('connected_account.deleted')).toEqual([{ actor: 'bot', subject: accountId }]));
  expect(audit('person.left')).toEqual([{ actor: 'bot', subject: person.id }]);
  expect(world.rows('select state, account_id from connections where owner = ?', person.id)).toEqual([
    { state: 'left', account_id: null },
  ]);
  expect(world.composio.accounts().map(({ id }) => id)).not.toContain(accountId);
}

describe('somebody deactivated in Slack', () => {
  test('loses the connection, with its grant, and nobody else does', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 2);
    const leaver = member(members, 0);
    await world.slack.deactivate(leaver.person.id);
    await isGone(leaver);
    await sweepAfter(world);
    expect(deletions()).toHaveLength(1);
    expect(world.rows('select id from outages')).toEqual([]);
    expect(world.rows('select state from connections where owner = ?', member(members, 1).person.id)).toEqual([
      { state: 'active' },
    ]);
    expect(leaver.person.dm()).toEqual([]);
  });

  test('is found by the next start when the event was missed', async () => {
    world = await startQuietWorld();
    const leaver = member(await crowd(world, 1), 0);
    await world.current.bot.stop();
    await world.slack.changePerson(leaver.person.id, { deleted: true });
    await world.restart();
    await isGone(leaver);
  });

  test('is found by the daily look at the member list, which is tried again when it fails', async () => {
    world = await startQuietWorld();
    const members = await crowd(world, 1);
    const leaver = member(members, 0);
    world.slack.deliverTo(null);
    await world.slack.deactivate(leaver.person.id);
    world.slack.faults.add('users.list', { kind: 'rate_limited', retryAfterSeconds: 30 });
    world.clock.advance(dayMs);
    await eventually(() => expect(world.slack.callsTo('users.list').at(-1)?.status).toBe(429));
    expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
    await vi.waitFor(
      () => {
        world.clock.advance(10 * minuteMs);
        expect(world.slack.callsTo('users.list')).toHaveLength(2);
      },
      { timeout: 10_000, interval: 300 },
    );
    await isGone(leaver);
  });

  test('is believed only when Slack says so when asked, and only for those who have something', async () => {
    world = await startQuietWorld();
    const { person } = member(await crowd(world, 1), 0);
    const user = { id: person.id, deleted: true };
    expect(await world.slack.sendEvent({ type: 'user_change', user })).toBe(true);
    await eventually(() => expect(world.slack.callsTo('users.info')).toHaveLength(1));
    await world.slack.changePerson(world.slack.people.chloe, { deleted: true });
    await world.slack.changePerson(person.id, { title: 'Head of sales' });
    await world.slack.sendEvent({ type: 'user_change', user: 'nobody' });
    await sweepAfter(world);
    expect(world.slack.callsTo('users.info')).toHaveLength(1);
    expect(deletions()).toEqual([]);
    expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
  });

  test('who comes back starts anew, as the same external user', async () => {
    world = await startQuietWorld();
    const first = await connect(world, world.ben);
    const [before] = world.rows<{ external_user_id: string }>('select external_user_id from people');
    await world.slack.deactivate(world.ben.id);
    await eventually(() => expect(deletions()).toContainEqual(deletionOf(first, true)));
    await world.slack.changePerson(world.ben.id, { deleted: false });
    world.clock.advance(dayMs);
    await sweepAfter(world);
    expect(world.rows('select state from connections')).toEqual([{ state: 'left' }]);
    const second = await connect(world, world.ben);
    expect(second).not.toBe(first);
    expect(world.rows('select external_user_id from people')).toEqual([before]);
    expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
  });

  test('in the middle of connecting loses the link too', async () => {
    world = await startQuietWorld();
    await askForLink(world.ben);
    const [account] = world.composio.accounts();
    await world.slack.deactivate(world.ben.id);
    await eventually(() => expect(deletions()).toEqual([deletionOf(account?.id ?? '', true)]));
    await eventually(() =>
      expect(world.rows('select state, removal from attempts')).toEqual([{ state: 'superseded', removal: 'done' }]),
    );
  });
});

describe('an account that nobody needs', () => {
  test('is deleted again and again until Composio has it, with growing pauses', async () => {
    world = await startQuietWorld();
    const leaver = member(await crowd(world, 1), 0);
    const trouble = ['http', 'http', 'reset-before'] as const;
    for (const kind of trouble)
      world.composio.faults.add('DELETE /connected_accounts/:id', kind === 'http' ? { kind, status: 503 } : { kind });
    await world.slack.deactivate(leaver.person.id);
    await eventually(() => expect(deletions()).toHaveLength(1));
    const pauses = [5_000, 10_000, 20_000];
    for (const [index, pauseMs] of pauses.entries()) {
      await eventually(() =>
        expect(world.rows('select removal_tries from attempts')).toEqual([{ removal_tries: index + 1 }]),
      );
      expect(deletions()).toHaveLength(index + 1);
      world.clock.advance(pauseMs);
      await eventually(() => expect(deletions()).toHaveLength(index + 2));
    }
    await isGone(leaver);
    await sweepAfter(world);
    expect(deletions()).toHaveLength(4);
  });

  test('counts as deleted when the answer was lost but it is gone', async () => {
    world = await startQuietWorld();
    const leaver = member(await crowd(world, 1), 0);
    world.composio.faults.add('DELETE /connected_accounts/:id', { kind: 'reset' });
    await world.slack.deactivate(leaver.person.id);
    await eventually(() => expect(world.rows('select removal_tries from attempts')).toEqual([{ removal_tries: 1 }]));
    world.clock.advance(5_000);
    await isGone(leaver);
    expect(deletions()).toHaveLength(2);
  });

  test('is deleted without revoking where Composio refuses to revoke', async () => {
    world = await startQuietWorld();
    const leaver = member(await crowd(world, 1), 0);
    world.composio.faults.add('DELETE /connected_accounts/:id', { kind: 'http', status: 400 });
    await world.slack.deactivate(leaver.person.id);
    await isGone(leaver);
    expect(deletions()).toEqual([deletionOf(leaver.accountId, true), deletionOf(leaver.accountId, false)]);
    expect(world.rows("select detail from audit where action = 'connected_account.deleted'")).toEqual([
      { detail: '{"revoked":false}' },
    ]);
  });

  test('because a reconnect replaced it is deleted without touching the new grant', async () => {
    world = await startQuietWorld();
    const first = await connect(world, world.ben);
    await world.ben.types('/gong-connect status');
    await (await world.ben.waitForEphemeral(/Connected to Gong/)).press('Reconnect');
    const link = await linkOf(world.ben);
    expect(accountOf(world, world.ben)).toBe(first);
    expect(deletions()).toEqual([]);
    await world.composio.follow(link, { as: 'technical-admin', decision: 'allow' });
    await eventually(() => expect(deletions()).toEqual([deletionOf(first, false)]));
    const second = accountOf(world, world.ben);
    expect(second).not.toBe(first);
    await world.composio.refreshAll();
    expect(world.composio.account(second).status).toBe('ACTIVE');
  });

  test('because a newer link was asked for is deleted, and a link that was finished in time is kept', async () => {
    world = await startQuietWorld();
    // The deletion cannot get through before the person has finished the older link.
    const end = world.composio.faults.add('DELETE /connected_accounts/:id', { kind: 'http', status: 503 }, 100);
    const older = await askForLink(world.ben);
    const [account] = world.composio.accounts();
    await askAgain();
    await world.composio.follow(older, { as: 'technical-admin', decision: 'allow' });
    end();
    world.clock.advance(minuteMs);
    await eventually(() => expect(accountOf(world, world.ben)).toBe(account?.id));
    await sweepAfter(world);
    expect(world.composio.account(account?.id ?? '').status).toBe('ACTIVE');
    expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
    await delivered(world);
  });
});

async function askAgain(): Promise<void> {
  const before = world.composio.accounts().length;
  await askForLink(world.ben);
  await eventually(() => expect(world.composio.accounts().length).toBeGreaterThan(before));
}
