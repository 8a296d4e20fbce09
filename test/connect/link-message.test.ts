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
  'over_budget',
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
  ['cancelled', build('superseded', { reason: 'disconnected' }, { url })],
  ['declined, with words that name Composio', build('declined', { reason: 'Composio: bad state' }, { url })],
  ['declined, with very long words', build('declined', { reason: 'x'.repeat(5_000) }, { url })],
  ['lapsed beside a connection that works', build('lapsed', {}, { url, hasOther: true })],
  ['declined beside a connection that works', build('declined', {}, { url, hasOther: true })],
  ['failed beside a connection that works', build('failed', { reason: 'down' }, { url, hasOther: true })],
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

test('an attempt that came to nothing says that the connection there is works as before, if one does', () => {
  for (const state of ['lapsed', 'declined', 'failed'] as const) {
    expect(JSON.stringify(build(state, {}, { hasOther: true }))).toContain('works as before');
    expect(JSON.stringify(build(state))).not.toContain('works as before');
  }
});

test('a link that was cancelled is not said to be replaced', () => {
  expect(build('superseded', { reason: 'disconnected' }).text).toBe('This link was cancelled and no longer works.');
  expect(build('superseded').text).toBe('This link was replaced and no longer works.');
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
