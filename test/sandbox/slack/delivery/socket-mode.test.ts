/** The wire protocol of Socket Mode, seen by a bare WebSocket. */

import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createMovableClock, type MovableClock } from '../../movable-clock.ts';
import { exampleManifest } from '../example-bot.ts';
import type { JsonObject } from '../json.ts';
import { callMethod } from '../raw-bot.ts';
import { createSlack, type Slack } from '../slack.ts';

interface Client {
  socket: WebSocket;
  received: JsonObject[];
  ack(payload?: JsonObject): void;
}

let clock: MovableClock;
let slack: Slack;
const ben = () => slack.person(slack.people.ben);

async function begin(options: { lateAcksCount?: boolean; blockActionsAcceptPayload?: boolean } = {}): Promise<void> {
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 7, ...options });
}
async function end(): Promise<void> {
  await slack.close();
  clock.stop();
}
beforeEach(() => begin());
afterEach(end);

async function address(): Promise<string> {
  return String((await callMethod(slack, 'apps.connections.open', {}, slack.appToken)).body.url);
}

async function connect(): Promise<Client> {
  const before = slack.socket.connections();
  const socket = new WebSocket(await address());
  const received: JsonObject[] = [];
  socket.on('message', (data) => {
    received.push(JSON.parse(data.toString()));
    slack.changed.notify();
  });
  await slack.until(() => slack.socket.connections() > before && received.length === 1, 'hello');
  const ack: Client['ack'] = (payload) => {
    const envelope_id = received.at(-1)?.envelope_id;
    socket.send(JSON.stringify(payload === undefined ? { envelope_id } : { envelope_id, payload }));
  };
  return { socket, received, ack };
}

const arrived = (client: Client, count: number): Promise<void> =>
  slack.until(() => client.received.length === count, `${count} messages`);

it('greets a connection and takes each ticket once', async () => {
  const url = await address();
  const socket = new WebSocket(url);
  const [greeting] = await once(socket, 'message');
  expect(JSON.parse(String(greeting))).toMatchObject({ type: 'hello', num_connections: 1 });
  const [error] = await once(new WebSocket(url), 'error');
  expect(String(error)).toContain('401');
});

it('answers pings and echoes a close', async () => {
  const { socket } = await connect();
  socket.ping('Ping from client');
  const [data] = await once(socket, 'pong');
  expect(String(data)).toBe('Ping from client');
  socket.close(1000);
  const [code] = await once(socket, 'close');
  expect(code).toBe(1000);
  await slack.until(() => slack.socket.connections() === 0, 'it is gone');
});

it('takes an ack with, without and with an empty payload', async () => {
  const client = await connect();
  const type = async (payload?: JsonObject) => {
    const count = client.received.length + 1;
    const typed = ben().types('/order');
    await arrived(client, count);
    client.ack(payload);
    return typed;
  };
  expect(await type()).toEqual({ outcome: 'acked' });
  expect(await type({})).toEqual({ outcome: 'acked' });
  expect(await type({ text: 'hello' })).toEqual({ outcome: 'acked' });
  expect(
    ben()
      .sees()
      .map(({ rendered }) => rendered),
  ).toEqual(['hello']);
  expect(client.received.at(-1)).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: { command: '/order', is_enterprise_install: 'false' },
  });
});

it('gives each payload to one of the connections', async () => {
  const clients = [await connect(), await connect()];
  const opened = [ben().opensHome(), ben().opensHome()];
  for (const client of clients) {
    await arrived(client, 2);
    expect(client.received[1]).toMatchObject({ type: 'events_api', retry_attempt: 0, retry_reason: '' });
    client.ack();
  }
  expect(await Promise.all(opened)).toEqual([true, true]);
});

it('sends nothing more on a connection it asked to go', async () => {
  const client = await connect();
  slack.socket.disconnect('warning');
  await arrived(client, 2);
  expect(client.received[1]).toMatchObject({ type: 'disconnect', reason: 'warning' });
  expect(await ben().types('/order')).toEqual({ outcome: 'dispatch_failed' });
});

it('fails what was on its way when the connection breaks', async () => {
  const client = await connect();
  const typed = ben().types('/order');
  await arrived(client, 2);
  client.socket.terminate();
  expect(await typed).toEqual({ outcome: 'dispatch_failed' });
});

for (const [lateAcksCount, seen] of [
  [false, ['error']],
  [true, ['error', 'ephemeral']],
] as const) {
  it(`${lateAcksCount ? 'shows' : 'drops'} an answer after three seconds, as switched`, async () => {
    await end();
    await begin({ lateAcksCount });
    const client = await connect();
    const typed = ben().types('/order');
    await arrived(client, 2);
    clock.advance(3_000);
    expect(await typed).toEqual({ outcome: 'operation_timeout' });
    client.ack({ text: 'late' });
    const opened = ben().opensHome();
    await arrived(client, 3);
    client.ack();
    await opened;
    expect(
      ben()
        .sees()
        .map(({ kind }) => kind),
    ).toEqual(seen);
  });
}

for (const blockActionsAcceptPayload of [false, true]) {
  it(`says that block_actions ${blockActionsAcceptPayload ? 'accept' : 'refuse'} a payload, as switched`, async () => {
    await end();
    await begin({ blockActionsAcceptPayload });
    const client = await connect();
    const elements = [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }];
    const blocks = [{ type: 'actions', elements }];
    await callMethod(slack, 'chat.postMessage', { channel: slack.people.ben, text: 'Go', blocks });
    const pressed = (await ben().waitForDm('Go')).press('Go');
    await arrived(client, 2);
    expect(client.received[1]).toMatchObject({ accepts_response_payload: blockActionsAcceptPayload });
    client.ack();
    expect(await pressed).toEqual({ outcome: 'acked', url: null });
  });
}
