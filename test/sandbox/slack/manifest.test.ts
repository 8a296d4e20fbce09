/** What the sandbox takes from the app's manifest. */

import { expect, it } from 'vitest';
import { readManifest } from './manifest.ts';

it('takes from a manifest what exists in the workspace', () => {
  const source = `
display_information: { name: Lunch }
features:
  app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true }
  bot_user: { display_name: Lunch bot }
  slash_commands: [{ command: /order, description: Order lunch, usage_hint: '[help]', should_escape: true }]
oauth_config: { scopes: { bot: [commands, 'chat:write'] } }
settings: { event_subscriptions: { bot_events: [app_home_opened] } }
`;
  expect(readManifest(source)).toEqual({
    name: 'Lunch bot',
    scopes: ['commands', 'chat:write'],
    commands: [{ command: '/order', description: 'Order lunch', usageHint: '[help]', shouldEscape: true }],
    events: ['app_home_opened'],
    homeTab: true,
    messagesTab: true,
    messagesTabReadOnly: true,
  });
});
