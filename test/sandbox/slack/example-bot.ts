/** A small real Bolt app and its manifest, for the tests of this folder: command, modal, DM, button, Home tab. */

import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Manifest } from './manifest.ts';
import type { Slack } from './slack.ts';

export const exampleManifest: Manifest = {
  name: 'Example',
  scopes: ['commands', 'chat:write', 'im:write', 'im:history', 'users:read'],
  commands: [{ command: '/order', description: 'Order lunch', usageHint: '[help]', shouldEscape: false }],
  events: ['app_home_opened', 'user_change', 'team_join'],
  homeTab: true,
  messagesTab: true,
  messagesTabReadOnly: true,
};

export interface ExampleBot {
  app: App;
  stop(): Promise<void>;
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });

const orderModal: ModalView = {
  type: 'modal',
  callback_id: 'order',
  title: plain('Order lunch'),
  submit: plain('Order'),
  blocks: [
    {
      type: 'input',
      block_id: 'dish',
      label: plain('Dish'),
      element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'drink',
      optional: true,
      label: plain('Drink'),
      element: {
        type: 'static_select',
        action_id: 'value',
        options: ['Water', 'Tea'].map((name) => ({ text: plain(name), value: name.toLowerCase() })),
      },
    },
  ],
};

const loadingModal: ModalView = {
  type: 'modal',
  title: plain('Order lunch'),
  blocks: [{ type: 'section', text: plain('Loading') }],
};

const orderedModal = (dish: string): ModalView => ({
  ...loadingModal,
  blocks: [{ type: 'section', text: plain(`Ordered ${dish}`) }],
});

function listen(app: App): void {
  app.command('/order', async ({ ack, command, client }) => {
    if (command.text === 'help') {
      await ack({ response_type: 'ephemeral', text: 'Type `/order` & choose.' });
      return;
    }
    await ack();
    if (command.text === 'silence') return;
    const { view } = await client.views.open({ trigger_id: command.trigger_id, view: loadingModal });
    await client.views.update({ view_id: view?.id ?? '', hash: view?.hash ?? '', view: orderModal });
  });
  app.view('order', async ({ ack, view, body, client }) => {
    const dish = view.state.values.dish?.value?.value ?? '';
    if (dish === 'Stone') {
      await ack({ response_action: 'errors', errors: { dish: 'Nobody eats that' } });
      return;
    }
    await ack({ response_action: 'update', view: orderedModal(dish) });
    const dm = await client.conversations.open({ users: body.user.id });
    await client.chat.postMessage({
      channel: dm.channel?.id ?? '',
      text: `Your *${dish}* is coming`,
      metadata: { event_type: 'order', event_payload: { dish } },
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `Your *${dish}* is coming` } },
        {
          type: 'actions',
          elements: [
            { type: 'button', action_id: 'cancel', text: plain('Cancel'), value: dish },
            { type: 'button', action_id: 'menu', text: plain('Open menu'), url: 'https://menu.example/' },
          ],
        },
      ],
    });
  });
  app.action('cancel', async ({ ack, respond, action }) => {
    await ack();
    const dish = action.type === 'button' ? action.value : '';
    await respond({ replace_original: true, text: `Cancelled ${dish}`, blocks: [] });
  });
  app.action('menu', async ({ ack }) => ack());
  app.event('app_home_opened', async ({ event, client }) => {
    const text = plain(`Hello ${event.user}`);
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'header', text }] } });
  });
}

const quiet = { logLevel: LogLevel.ERROR };

function clientOptions(slack: Slack) {
  return { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 };
}

/** Starts the example over HTTP and tells the sandbox where it listens. */
export async function startExampleOverHttp(slack: Slack): Promise<ExampleBot> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, ...quiet });
  const app = new App({ token: slack.botToken, receiver, clientOptions: clientOptions(slack), ...quiet });
  listen(app);
  const server = await receiver.start(0);
  const { port } = server.address() as AddressInfo;
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  return {
    app,
    stop: async () => {
      await app.stop();
    },
  };
}

/** Starts the example in Socket Mode; resolves once it is connected. */
export async function startExampleOverSocket(slack: Slack): Promise<ExampleBot> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    // The pause before it connects again is this long.
    clientPingTimeout: 300,
    installerOptions: { clientOptions: clientOptions(slack) },
    ...quiet,
  });
  const app = new App({ token: slack.botToken, receiver, clientOptions: clientOptions(slack), ...quiet });
  listen(app);
  await app.start();
  return {
    app,
    stop: async () => {
      await app.stop();
      await slack.until(() => slack.socket.connections() === 0, 'the bot hangs up');
    },
  };
}
