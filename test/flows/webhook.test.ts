/** Composio's webhooks at the door and behind it: what is answered, what is committed, what is looked into. */

import { afterEach, describe, expect, test } from 'vitest';
import { signWebhook } from '../sandbox/composio/webhook-message.ts';
import { alertsOf, crowd, delivered, endWell, eventually, member, startQuietWorld } from './crowd.ts';
import type { World } from './world.ts';

let world: World;
afterEach(() => endWell(world));

const stopped = /stopped working/;
const nowSeconds = (): number => Math.floor(Date.now() / 1000);
const hints = () =>
  world.rows<{ account_id: string | null; done_at: number | null }>(
    'select account_id, done_at from webhook_deliveries order by received_at',
  );

describe('the webhook route', () => {
  test('answers by what it was sent, and acts on nothing that is not signed', async () => {
    world = await startQuietWorld({ webhook: true });
    const { person, accountId } = member(await crowd(world, 1), 0);
    const { composio } = world;
    composio.setStatus(accountId, 'EXPIRED', null);
    const account = composio.account(accountId);
    const secret = composio.webhookSecret;
    const signed = (body: string, seconds = nowSeconds(), id = 'msg_1'): string =>
      signWebhook(secret, id, seconds, body);

    const body = JSON.stringify({ type: 'composio.connected_account.expired', data: { id: accountId } });
    const refused = [
      { account, signature: null },
      { account, signature: '' },
      { account, signature: 'v1,' },
      { account, signature: 'v1,bm9wZQ==' },
      { account, secret: 'whsec_other' },
      { account, timestampSeconds: nowSeconds() - 301 },
      { account, timestampSeconds: nowSeconds() + 302 },
      { messageId: 'msg_1', body: `${body} `, signature: signed(body) },
      { messageId: 'msg_2', body, signature: signed(body) },
      { messageId: 'msg_1', body, signature: signed(body).replace('v1,', 'v2,') },
    ];
    for (const attempt of refused) expect(await composio.sendWebhook(attempt)).toBe(401);
    expect(hints()).toEqual([]);

    const tooLarge = 'x'.repeat(256 * 1024 + 1);
    expect(await composio.sendWebhook({ body: tooLarge })).toBe(413);
    expect(await composio.sendWebhook({ body: 'y'.repeat(1024 * 1024) })).toBe(413);
    expect(await composio.sendWebhook({ body: tooLarge, signature: null })).toBe(413);
    expect(await composio.sendWebhook({ body: 'no json' })).toBe(400);
    expect(await composio.sendWebhook({ body: '{"type":"composio.connected_account.expired","data":{}}' })).toBe(400);
    expect(await composio.sendWebhook({ body: '[]' })).toBe(400);
    expect(await composio.sendWebhook({ body: '{"type":"composio.trigger.message"}' })).toBe(200);
    expect(hints()).toEqual([]);
    expect(await composio.sendWebhook({ body: body.replace(accountId, 'ca_of_somebody_else') })).toBe(200);
    expect(person.dm()).toEqual([]);

    const several = `v1,bm9wZQ== v2,${'A'.repeat(43)}= ${signed(body)}`;
    expect(await composio.sendWebhook({ messageId: 'msg_1', body, signature: several })).toBe(200);
    await person.waitForDm(stopped);
    for (let time = 0; time < 3; time += 1)
      expect(await composio.sendWebhook({ messageId: 'msg_1', body: `${body}\n` })).toBe(200);
    await eventually(() => expect(hints().every(({ done_at }) => done_at !== null)).toBe(true));
    expect(hints().map(({ account_id }) => account_id)).toEqual([null, accountId]);
    await delivered(world);
    expect(alertsOf(person)).toHaveLength(1);
  });

  test('takes a body of exactly 256 KB', async () => {
    world = await startQuietWorld({ webhook: true });
    const start = '{"type":"composio.trigger.message","data":"';
    const body = `${start}${'x'.repeat(256 * 1024 - start.length - 2)}"}`;
    expect(Buffer.byteLength(body)).toBe(256 * 1024);
    expect(await world.composio.sendWebhook({ body })).toBe(200);
  });

  test('is not there without a secret', async () => {
    world = await startQuietWorld();
    const url = `${world.bot.url}/composio/webhook`;
    expect(await world.composio.sendWebhook({ url, body: '{}', secret: 'any' })).toBe(404);
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('a hint', () => {
  test('proves nothing: an account that is ACTIVE stays so', async () => {
    world = await startQuietWorld({ webhook: true });
    const { person, accountId } = member(await crowd(world, 1), 0);
    await world.composio.sendWebhook({ account: world.composio.account(accountId) });
    await eventually(() => expect(hints().map(({ done_at }) => done_at !== null)).toEqual([true]));
    expect(world.composio.requests.at(-1)).toMatchObject({ method: 'GET', path: `/connected_accounts/${accountId}` });
    expect(world.rows('select state from connections')).toEqual([{ state: 'active' }]);
    expect(person.dm()).toEqual([]);
  });

  test('is committed before it is answered, and looked into by the next start', async () => {
    world = await startQuietWorld({ webhook: true });
    const { person, accountId } = member(await crowd(world, 1), 0);
    const end = world.composio.faults.add('*', { kind: 'http', status: 503 }, Number.POSITIVE_INFINITY);
    world.composio.setStatus(accountId, 'REVOKED', null);
    expect(await world.composio.sendWebhook({ account: world.composio.account(accountId) })).toBe(200);
    expect(hints()).toEqual([{ account_id: accountId, done_at: null }]);
    await world.current.bot.stop();
    end();
    // The list is of no help, so that it is the hint that tells.
    world.composio.faults.add('GET /connected_accounts', { kind: 'http', status: 400 }, 10);
    await world.restart();
    await person.waitForDm(/was withdrawn/);
    await eventually(() => expect(hints().map(({ done_at }) => done_at !== null)).toEqual([true]));
  });

  test('whose look fails is tried again and holds up no other', async () => {
    world = await startQuietWorld({ webhook: true });
    const members = await crowd(world, 12);
    const unlucky = member(members, 0);
    const lucky = member(members, 1);
    const path = `GET /connected_accounts/${unlucky.accountId}`;
    const endTrouble = world.composio.faults.add(path, { kind: 'http', status: 400 }, Number.POSITIVE_INFINITY);
    world.composio.expire(unlucky.accountId);
    await world.composio.webhooksSettled();
    world.composio.expire(lucky.accountId);
    await lucky.person.waitForDm(stopped);
    expect(unlucky.person.dm()).toEqual([]);
    const tries = (): number =>
      world.composio.requests.filter(({ path: asked }) => asked.endsWith(unlucky.accountId)).length;
    for (let second = 0; second < 60; second += 1) world.clock.advance(1_000);
    expect(tries()).toBeLessThan(10);
    endTrouble();
    world.clock.advance(120_000);
    await unlucky.person.waitForDm(stopped);
  });
});
