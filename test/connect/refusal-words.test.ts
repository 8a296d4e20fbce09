import { expect, test } from 'vitest';
import { button } from '../../src/block-kit.ts';
import { buildAskedMessage } from '../../src/connect/asked-message.ts';
import { refusalInWords, refusalOf } from '../../src/connect/refusal-words.ts';
import type { ReasonToAsk } from '../../src/connect/words.ts';
import { checkMessage } from '../sandbox/slack/block-kit/checker.ts';

test.each([
  ['OAuth callback failed during token exchange', 'setup'],
  ['invalid_client: bad secret', 'setup'],
  ['user denied consent', 'consent'],
  ['access_denied', 'consent'],
  ['IDENTITY_VERIFICATION_FAILED', 'unsaid'],
  [null, 'unsaid'],
] as const)('%s is a refusal of the kind %s', (reason, refusal) => {
  expect(refusalOf(reason)).toBe(refusal);
  const words = refusalInWords(reason);
  expect(words).not.toMatch(/composio/i);
  expect(words.includes('Deny was pressed')).toBe(refusal !== 'setup');
  expect(words.includes('client secret')).toBe(refusal !== 'consent');
});

const buttons = { consent: [button('How people connect', 'x:mode')], setup: [button('Check setup', 'x:check')] };
const reasons: ReasonToAsk[] = [
  'not_set_up',
  'stuck',
  'not_technical_admin',
  'company_not_connected',
  'waiting',
  'lapsed',
];

test('the admins read why somebody turns to them, each reason in words of its own', () => {
  const messages = [
    ...reasons.map((why) => buildAskedMessage({ asker: 'U1', why, reason: null, buttons })),
    ...['OAuth callback failed during token exchange', 'user denied consent', '<!channel> `x`', null].map((reason) =>
      buildAskedMessage({ asker: 'U1', why: 'declined', reason, buttons }),
    ),
  ];
  for (const message of messages) {
    expect(checkMessage(message)).toEqual([]);
    expect(message.text).toMatch(/^<@U1> /);
    expect(JSON.stringify(message)).not.toMatch(/<!channel>|is no Gong Technical Admin/);
  }
  expect(new Set(messages.map(({ text }) => text)).size).toBe(messages.length - 1);
});
