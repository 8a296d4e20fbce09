/** What reaches `/slack/events` over HTTP: only Slack's own words are listened to, and only this workspace's. */

import { Agent, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedHeaders } from '../sandbox/slack/delivery/http-transport.ts';
import { signatureOf } from '../sandbox/slack/delivery/signature.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.end());

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

async function post(body: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const { 'content-length': _, ...rest } = headers;
  const response = await fetch(`${world.bot.url}/slack/events`, { method: 'POST', body, headers: rest });
  return { status: response.status, text: await response.text() };
}

const signed = (body: string, contentType: string) => signedHeaders(world.slack.signingSecret, body, contentType);

const command = (teamId: string, name = '/gong-connect', text = 'help') =>
  new URLSearchParams({
    command: name,
    text,
    team_id: teamId,
    user_id: world.ben.id,
    channel_id: 'C1',
    trigger_id: '1.2.x',
    response_url: `${world.slack.url}/commands/nowhere`,
  }).toString();

function signedAt(body: string, seconds: number, secret = world.slack.signingSecret): Record<string, string> {
  const headers = signed(body, form);
  return {
    ...headers,
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': signatureOf(secret, seconds, body),
  };
}

test('a signed command is answered', async () => {
  const body = command(world.slack.team.id);
  const { status, text } = await post(body, signed(body, form));
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ response_type: 'ephemeral' });
});

test('without a signature, with a wrong one, or with an old one, nobody is listened to', async () => {
  const body = command(world.slack.team.id);
  const now = Math.floor(Date.now() / 1000);
  const { 'x-slack-signature': _, ...unsigned } = signed(body, form);
  expect((await post(body, unsigned)).status).toBe(401);
  expect((await post(body, signedAt(body, now, 'another-signing-secret'))).status).toBe(401);
  expect((await post(body, signedAt(body, now - 301))).status).toBe(401);
  expect((await post(`${body}&text=status`, signed(body, form))).status).toBe(401);
  expect((await post(body, signedAt(body, now))).status).toBe(200);
});

test('Slack’s handshake for the request URL is answered with its challenge', async () => {
  expect(await world.slack.verifyRequestUrl()).toBe(true);
  const body = JSON.stringify({ type: 'url_verification', token: 'x', challenge: '3eZbrw1aBm2rZgRN' });
  const { status, text } = await post(body, signed(body, json));
  expect(status).toBe(200);
  expect(text).toContain('3eZbrw1aBm2rZgRN');
  expect((await post(body, { 'content-type': json })).status).toBe(401);
});

test('Slack’s check of the certificate is answered', async () => {
  expect((await post('ssl_check=1&token=x', { 'content-type': form })).status).toBe(200);
});

test('a command of another team is not acted upon, and not asked for again', async () => {
  const body = command('T0ANOTHER');
  expect(await post(body, signed(body, form))).toEqual({ status: 200, text: '' });
});

test('a body that is no payload is refused', async () => {
  const body = '{"type":';
  expect((await post(body, signed(body, json))).status).toBe(400);
});

test('only POST is taken, and only there', async () => {
  expect((await fetch(`${world.bot.url}/slack/events`)).status).toBe(404);
  expect((await fetch(`${world.bot.url}/slack/install`)).status).toBe(404);
});

test('a body that is too long is refused, and the connection serves the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (path: string, method: string, body?: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : signed(body, form);
      const asked = request(`${world.bot.url}${path}`, { agent, method, headers }, (answer: IncomingMessage) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  expect(await ask('/slack/events', 'POST', `text=${'x'.repeat(5 * 1024 * 1024)}`)).toBe(413);
  expect(await ask('/healthz', 'GET')).toBe(200);
  agent.destroy();
});
