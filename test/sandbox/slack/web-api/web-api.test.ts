/** What every Web API call goes through: tokens, scopes, rate limits, faults, the record. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { callMethod, type RawAnswer } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

let clock: MovableClock;
let slack: Slack;
let ben: string;
const call = (method: string, args: JsonObject = {}, token?: string): Promise<RawAnswer> =>
  callMethod(slack, method, args, token);
const bodyOf = async (method: string, args: JsonObject = {}, token?: string): Promise<JsonObject> =>
  (await call(method, args, token)).body;
const openDm = async (user: string): Promise<string> => {
  const { channel } = await bodyOf('conversations.open', { users: user });
  return (channel as { id: string }).id;
};
const messagesOf = async (channel: string, args: JsonObject = {}): Promise<JsonObject[]> =>
  (await bodyOf('conversations.history', { channel, ...args })).messages as JsonObject[];

beforeEach(async () => {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 7 });
  ben = slack.people.ben;
});
afterEach(async () => {
  await slack.close();
  clock.stop();
});

describe('a call', () => {
  it('needs a token that is known, of the right kind, and not revoked', async () => {
    expect(await bodyOf('auth.test', {}, '')).toEqual({ ok: false, error: 'not_authed' });
    expect(await bodyOf('auth.test', {}, 'xoxb-other')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await bodyOf('auth.test', {}, slack.appToken)).toEqual({ ok: false, error: 'not_allowed_token_type' });
    expect(await bodyOf('apps.connections.open')).toEqual({ ok: false, error: 'not_allowed_token_type' });
    slack.refuseToken('token_revoked');
    expect(await call('auth.test')).toMatchObject({ status: 200, body: { ok: false, error: 'token_revoked' } });
    slack.refuseToken(null);
    expect(await bodyOf('auth.test')).toMatchObject({ ok: true, url: `${slack.url}/`, team_id: slack.team.id });
  });

  it('takes the token and the arguments from a form, a JSON body or the address', async () => {
    const body = JSON.stringify({ user: ben });
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.botToken}` };
    const json = await fetch(`${slack.apiUrl}users.info`, { method: 'POST', headers, body });
    expect(await json.json()).toMatchObject({ ok: true, user: { id: ben } });
    const got = await fetch(`${slack.apiUrl}users.info?user=${ben}&token=${slack.botToken}`);
    expect(await got.json()).toMatchObject({ ok: true, user: { id: ben } });
  });

  it('without the scope is told which one it needs', async () => {
    const { body, headers } = await call('team.info');
    const provided = 'commands,chat:write,im:write,im:history,users:read';
    expect(body).toEqual({ ok: false, error: 'missing_scope', needed: 'team:read', provided });
    expect(headers.get('x-oauth-scopes')).toBe(provided);
  });

  it('to an unknown method is refused', async () => {
    expect(await bodyOf('chat.shout')).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  it('is recorded without its token', async () => {
    await call('users.info', { user: ben, token: slack.botToken });
    expect(slack.callsTo('users.info')).toMatchObject([{ args: { user: ben }, status: 200, result: { ok: true } }]);
    expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
  });
});

describe('rate limits', () => {
  it('let four messages a channel through at once, then one a second', async () => {
    const channel = await openDm(ben);
    const post = (): Promise<RawAnswer> => call('chat.postMessage', { channel, text: 'hi' });
    for (let count = 0; count < 4; count += 1) expect((await post()).status).toBe(200);
    const refused = await post();
    expect(refused).toMatchObject({ status: 429, body: { ok: false, error: 'ratelimited' } });
    expect(refused.headers.get('retry-after')).toBe('1');
    clock.advance(1_000);
    expect((await post()).status).toBe(200);
    slack.rateLimits.enabled = false;
    expect((await post()).status).toBe(200);
  });

  it('count the calls of a method in a minute', async () => {
    for (let count = 0; count < 20; count += 1) await call('users.list');
    const refused = await call('users.list');
    expect(refused.status).toBe(429);
    clock.advance(Number(refused.headers.get('retry-after')) * 1_000);
    expect((await call('users.list')).status).toBe(200);
  });
});

describe('faults', () => {
  it('are run into in order, as often as ordered', async () => {
    slack.faults.add('auth.test', { kind: 'rate_limited', retryAfterSeconds: 30 });
    slack.faults.add('auth.test', { kind: 'http', status: 503 }, 2);
    slack.faults.add('*', { kind: 'error', error: 'internal_error' });
    const limited = await call('auth.test');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
    expect([(await call('auth.test')).status, (await call('auth.test')).status]).toEqual([503, 503]);
    expect(await bodyOf('users.info', { user: ben })).toEqual({ ok: false, error: 'internal_error' });
    expect(await bodyOf('auth.test')).toMatchObject({ ok: true });
  });

  it('lose an answer after, or a request before, it is done', async () => {
    const channel = await openDm(ben);
    slack.faults.add('chat.postMessage', { kind: 'reset' });
    await expect(call('chat.postMessage', { channel, text: 'kept' })).rejects.toThrow();
    slack.faults.add('chat.postMessage', { kind: 'reset-before' });
    await expect(call('chat.postMessage', { channel, text: 'lost' })).rejects.toThrow();
    expect((await messagesOf(channel)).map(({ text }) => text)).toEqual(['kept']);
    expect(slack.callsTo('chat.postMessage').map(({ status, result }) => [status, result.ok])).toEqual([
      [0, true],
      [0, undefined],
    ]);
  });

  it('keep an answer back on the clock', async () => {
    slack.faults.add('auth.test', { kind: 'delay', ms: 60_000 });
    const answer = call('auth.test');
    await slack.until(() => slack.faults.list().length === 0, 'the call came in');
    clock.advance(60_000);
    expect((await answer).body.ok).toBe(true);
  });
});
