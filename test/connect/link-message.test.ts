/** The DM that follows a link: one message for each state, all of which Slack takes, none of which keeps a dead link. */

import { describe, expect, test } from 'vitest';
import type { AttemptState } from '../../src/attempt.ts';
import { buildLinkMessage, type LinkMessageGiven } from '../../src/connect/link-message.ts';
import { checkFallbackText, checkMessage } from '../sandbox/slack/block-kit/checker.ts';

const url = 'https://connect.example/link/ln_secret';
const until = Date.UTC(2026, 10, 24, 9, 10);

function build(
  state: AttemptState,
  more: Partial<LinkMessageGiven['attempt']> = {},
  rest: Partial<LinkMessageGiven> = {},
) {
  return buildLinkMessage({
    attempt: {
      id: 'attempt-1',
      state,
      accountId: 'ca_1',
      expiresAt: until,
      reason: null,
      baseUrl: 'https://api.gong.io',
      ...more,
    },
    url: null,
    connection: null,
    ...rest,
  });
}

const verifications = [
  null,
  'works',
  'skipped',
  'wrong_base_url',
  'not_allowed',
  'credentials_refused',
  'gong_busy',
  'unanswered',
  'something new',
];
const failures = ['key_refused', 'not_found', 'bad_request', 'rate_limited', 'slow', 'down', 'unreadable', null];

const everyMessage = [
  ['requested', build('requested')],
  ['pending, link lost', build('pending')],
  ['pending', build('pending', {}, { url })],
  ['pending without an end', build('pending', { expiresAt: null }, { url })],
  ['lapsed', build('lapsed', {}, { url })],
  ['superseded', build('superseded', {}, { url })],
  ['declined', build('declined', { reason: 'user denied consent' }, { url })],
  ['declined, nothing said', build('declined', {}, { url })],
  ['won, replaced since', build('won', {}, { url })],
  ...failures.map((reason) => [`failed: ${reason}`, build('failed', { reason }, { url })] as const),
  ...verifications.map(
    (verification) =>
      [`won: ${verification}`, build('won', {}, { url, connection: { since: until, verification } })] as const,
  ),
] as const;

describe.each(everyMessage)('%s', (name, message) => {
  test('is a message that Slack takes, with a text for those who see no blocks', () => {
    expect(checkMessage(message)).toEqual([]);
    expect(checkFallbackText(message)).toEqual([]);
  });

  test('names the attempt, and is no alert', () => {
    expect(message.metadata).toEqual({ event_type: 'gong_connect_link', event_payload: { attempt_id: 'attempt-1' } });
  });

  test('shows the link only while it works', () => {
    expect(JSON.stringify(message).includes(url)).toBe(name.startsWith('pending') && name !== 'pending, link lost');
  });

  test('speaks of no service that a rep does not know', () => {
    expect(JSON.stringify(message)).not.toMatch(/composio/i);
  });
});

test('what came back from outside is escaped, in the text as well', () => {
  const message = build('declined', { reason: '<!channel> & `code` <https://evil.example|press>' });
  expect(message.text).toContain('&lt;!channel&gt; &amp;');
  expect(JSON.stringify(message)).not.toMatch(/<!channel>|<https:/);
});

test('the waiting message says until when, in the reader’s own time zone', () => {
  const message = JSON.stringify(build('pending', {}, { url }));
  expect(message).toContain(`<!date^${until / 1000}^{time}|09:10 UTC>`);
  expect(message).toContain('do not forward it');
});
