/** What a feature is given of a press, a choice, a form and a query, by our own Bolt app, over both transports. */

import type { AddressInfo } from 'node:net';
import type { View } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemIdentity } from '../src/adapters/identity.ts';
import { createHttpReceiver, createSlackSocket } from '../src/adapters/slack/receivers.ts';
import { sdkLogger } from '../src/adapters/slack/sdk-log.ts';
import { createSlack as connectSlack } from '../src/adapters/slack/slack.ts';
import { createApp } from '../src/app.ts';
import type { Outside } from '../src/ports.ts';
import type { ActionRequest, OptionsRequest, Routes, SubmissionRequest } from '../src/routes.ts';
import { createMovableClock, type MovableClock } from './sandbox/movable-clock.ts';
import { exampleManifest } from './sandbox/slack/example-bot.ts';
import { createSlack, type Slack } from './sandbox/slack/slack.ts';

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const metrics = { slackCalled: quiet, acknowledged: quiet } as never;
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const two = [option('One'), option('Two')];
const input = (id: string, element: object) => ({
  type: 'input',
  block_id: id,
  optional: true,
  label: plain(id),
  element: { action_id: `${id}_input`, ...element },
});
const row = (id: string) => ({
  type: 'section',
  block_id: `row:${id}`,
  text: plain(id),
  accessory: { type: 'overflow', action_id: 'row_menu', options: two },
});
const form = {
  type: 'modal',
  callback_id: 'everything',
  private_metadata: 'kept',
  title: plain('Everything'),
  submit: plain('Send'),
  blocks: [
    input('channels', { type: 'multi_conversations_select', filter: { include: ['public', 'private'] } }),
    input('channel', { type: 'channels_select' }),
    input('groups', { type: 'multi_external_select', min_query_length: 0 }),
    input('person', { type: 'users_select' }),
    input('how', { type: 'radio_buttons', options: two }),
    input('ticks', { type: 'checkboxes', options: two }),
    input('at', { type: 'timepicker' }),
    { ...input('search', { type: 'plain_text_input' }), dispatch_action: true },
    row('U1'),
    row('U2'),
    { type: 'actions', elements: [{ type: 'static_select', action_id: 'filter', options: two }] },
  ],
} as View;

let clock: MovableClock;
let slack: Slack;
let stop: () => Promise<void>;
let pressed: ActionRequest[];
let submitted: SubmissionRequest[];
let asked: OptionsRequest[];

const routes = (outside: Pick<Outside, 'slack'>): Routes => {
  const press = async (request: ActionRequest): Promise<void> => void pressed.push(request);
  return {
    commands: {
      '/order': async (request) => ({
        later: async () => void (await outside.slack.openView(request.teamId, request.triggerId, form as never)),
      }),
    },
    actions: { row_menu: press, filter: press, search_input: press },
    submissions: {
      everything: async (request) => {
        submitted.push(request);
        return {};
      },
    },
    options: {
      groups_input: async (request) => {
        asked.push(request);
        if (request.query === 'break') throw new Error('no groups today');
        return Array.from({ length: 120 }, (_, index) => ({
          text: `Group ${index} ${'x'.repeat(80)}`,
          value: `S${index}`,
        }));
      },
    },
  };
};

async function begin(transport: 'HTTP' | 'Socket Mode'): Promise<void> {
  [pressed, submitted, asked] = [[], [], []];
  clock = createMovableClock();
  slack = await createSlack({ clock, manifest: exampleManifest, seed: 5 });
  const port = connectSlack({ botToken: slack.botToken, apiUrl: slack.apiUrl }, metrics, log, clock);
  const outside = { clock, log, metrics, slack: port, identity: systemIdentity } as unknown as Outside;
  const http = createHttpReceiver(slack.signingSecret, log);
  const socket = createSlackSocket({ appToken: slack.appToken, apiUrl: slack.apiUrl }, log);
  createApp(outside, {
    receiver: transport === 'HTTP' ? http : socket.receiver,
    logger: sdkLogger(log, 'bolt'),
    identity: await port.identify(),
    botToken: slack.botToken,
    routes: [routes(outside)],
    afterAction: quiet,
    isStopping: () => false,
  });
  if (transport === 'HTTP') {
    const server = await http.start(0);
    slack.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    stop = async () => void (await http.stop());
  } else {
    await socket.open();
    stop = async () => socket.close();
  }
}

afterEach(async () => {
  await stop();
  await slack.close();
  clock.stop();
});

const open = async () => {
  const ana = slack.person(slack.people.ana);
  await ana.types('/order');
  return ana.waitForModal('Everything');
};

describe.each(['HTTP', 'Socket Mode'] as const)('over %s', (transport) => {
  beforeEach(() => begin(transport));

  it('a form hands over whatever was chosen, by block', async () => {
    const modal = await open();
    await modal.fill('channels', ['#emea-reps', 'deal-desk']);
    await modal.fill('channel', 'general');
    expect(await modal.suggest('groups', 'gr')).toHaveLength(100);
    await modal.fill('groups', ['S3', 'S4']);
    await modal.fill('person', 'Emi Endo');
    await modal.fill('how', 'Two');
    await modal.fill('ticks', ['One', 'Two']);
    await modal.fill('at', '10:00');
    expect(await modal.submit()).toEqual({ outcome: 'closed', errors: {} });
    const { channels, people } = slack;
    expect(submitted.map(({ values }) => values)).toEqual([
      {
        channels: [channels.emeaReps, channels.dealDesk],
        channel: channels.general,
        groups: ['S3', 'S4'],
        person: people.emi,
        how: 'two',
        ticks: ['one', 'two'],
        at: '10:00',
      },
    ]);
    expect(asked).toMatchObject([
      { actionId: 'groups_input', blockId: 'groups', query: 'gr', privateMetadata: 'kept' },
    ]);
    expect(slack.problems).toEqual([]);
  });

  it('a press says in which row it was, and what the form holds', async () => {
    const modal = await open();
    await modal.fill('how', 'One');
    expect(await modal.press('row_menu', { blockId: 'row:U2', option: 'Two' })).toMatchObject({ outcome: 'acked' });
    expect(await modal.fill('filter', 'One')).toBe('acked');
    expect(await modal.fill('search', 'emi')).toBe('acked');
    await slack.until(() => pressed.length === 3, 'three presses arrive');
    const view = {
      viewId: modal.id,
      type: 'modal',
      privateMetadata: 'kept',
      callbackId: 'everything',
      hash: modal.hash,
    };
    expect(pressed).toMatchObject([
      { actionId: 'row_menu', blockId: 'row:U2', selected: ['two'], value: null, view, values: { how: 'one' } },
      { actionId: 'filter', selected: ['one'], value: null },
      { actionId: 'search_input', blockId: 'search', selected: [], value: 'emi', values: { search: 'emi' } },
    ]);
  });

  it('options that could not be found are an empty list, not a failure', async () => {
    const modal = await open();
    expect(await modal.suggest('groups', 'break')).toEqual([]);
    expect(slack.problems).toEqual([]);
  });
});
