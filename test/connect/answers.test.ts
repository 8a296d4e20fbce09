/** The private answers of `/gong-connect`: Slack takes every one, and each says what is there. */

import { describe, expect, test } from 'vitest';
import {
  buildAsked,
  buildDisconnected,
  buildHelp,
  buildLinkSent,
  buildNotConnected,
  buildNotSetUp,
  buildSetUpMeanwhile,
  buildStatusCard,
} from '../../src/connect/answers.ts';
import { buildAnswerView, buildConnectModal, buildLinkSentView, buildNotSetUpView } from '../../src/connect/modal.ts';
import type { Cause, ConnectionState } from '../../src/connection.ts';
import { scopeCatalogue } from '../../src/gong/scopes.ts';
import { checkFallbackText, checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';
import { attempt, connection, everyCause, everyState, pause, status } from './people.ts';

const allScopes = scopeCatalogue.map(({ name }) => name);
const verifications = [null, 'works', 'skipped', 'wrong_base_url', 'not_allowed', 'credentials_refused', 'gong_busy'];

const cards = [
  ...everyState.flatMap((state) =>
    [false, true].map((withDetails) => ({ state, cause: null, verification: null, withDetails })),
  ),
  ...everyCause.map((cause) => ({ state: 'broken' as const, cause, verification: null, withDetails: true })),
  ...verifications.map((verification) => ({ state: 'active' as const, cause: null, verification, withDetails: true })),
];

function card(given: {
  state: ConnectionState;
  cause: Cause | null;
  verification: string | null;
  withDetails: boolean;
}) {
  const { withDetails, ...shown } = given;
  return buildStatusCard(status(connection({ ...shown, scopes: allScopes })), null, withDetails);
}

test.each(cards)(
  'the status card for $state, $cause, $verification (details: $withDetails) is one Slack takes',
  (given) => {
    const message = card(given);
    expect(checkMessage(message)).toEqual([]);
    expect(checkFallbackText(message)).toEqual([]);
    expect(JSON.stringify(message)).not.toMatch(/composio/i);
  },
);

test.each([
  ['help', buildHelp()],
  ['not set up', buildNotSetUp()],
  ['set up meanwhile', buildSetUpMeanwhile()],
  ['not connected', buildNotConnected()],
  ['asked', buildAsked(['U1', 'U2', 'U3'])],
  ['nobody to ask', buildAsked([])],
  ['disconnected', buildDisconnected('connection')],
  ['link cancelled', buildDisconnected('link')],
  ['nothing to disconnect', buildDisconnected('nothing')],
  ['link sent', buildLinkSent()],
])('the answer "%s" is one Slack takes', (_name, message) => {
  expect(checkMessage(message)).toEqual([]);
  expect(checkFallbackText(message)).toEqual([]);
  expect(JSON.stringify(message)).not.toMatch(/composio/i);
});

test.each([
  ['the form with every scope there is', buildConnectModal({ scopes: allScopes, apiBaseUrl: 'https://api.gong.io' })],
  [
    'the form with a scope typed by hand',
    buildConnectModal({ scopes: ['api:<new>:read'], apiBaseUrl: 'https://api.gong.io' }),
  ],
  ['link sent', buildLinkSentView()],
  ['not set up any more', buildNotSetUpView()],
  ['an answer', buildAnswerView(buildAsked(['U1']))],
])('the view "%s" is one Slack takes', (_name, view) => {
  expect(checkView(view)).toEqual([]);
  expect(JSON.stringify(view)).not.toMatch(/composio|<new>/i);
});

describe('the status card', () => {
  const buttons = (message: ReturnType<typeof card>): unknown[] =>
    message.blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.flatMap((element) => ('text' in element && element.text ? [element.text.text] : []))
        : [],
    );

  test('offers to test only what works', () => {
    expect(buttons(card({ state: 'active', cause: null, verification: 'works', withDetails: false }))).toContain(
      'Test it',
    );
    expect(
      buttons(card({ state: 'broken', cause: 'expired', verification: 'works', withDetails: false })),
    ).not.toContain('Test it');
  });

  test.each(everyState)('of one that is %s says during a pause that Gong is paused, and offers no repair', (state) => {
    const shown = connection({ state, cause: state === 'broken' ? 'expired' : null, scopes: allScopes });
    const message = buildStatusCard(status(shown, attempt({})), null, false, { pause });
    expect(checkMessage(message)).toEqual([]);
    expect(checkFallbackText(message)).toEqual([]);
    expect(JSON.stringify(message)).toMatch(/\*Gong is paused\* by <@U0> since/);
    expect(JSON.stringify(message)).not.toMatch(/Everything works|is waiting/);
    expect(JSON.stringify(message).includes('no longer accepts the permission')).toBe(state === 'broken');
    for (const repair of ['Reconnect', 'Test it', 'Send another link']) expect(buttons(message)).not.toContain(repair);
  });

  test('offers to change the API base URL when it may be that', () => {
    for (const verification of ['wrong_base_url', 'credentials_refused']) {
      expect(buttons(card({ state: 'active', cause: null, verification, withDetails: false }))).toContain(
        'Change the URL',
      );
    }
  });

  test('is "not connected" for those who never were, or are no longer', () => {
    for (const state of ['none', 'left'] as const) {
      expect(card({ state, cause: null, verification: null, withDetails: true })).toEqual(buildNotConnected());
    }
    expect(buildStatusCard(status(null), null, true)).toEqual(buildNotConnected());
  });
});
