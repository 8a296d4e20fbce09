/** What went wrong, in words: what happened, whether anything was made, and what to do now. */

import { describe, expect, test } from 'vitest';
import { ComposioError, type ComposioFailure } from '../../src/errors.ts';
import { failureInWords, outcomeInWords, scopesInWords } from '../../src/setup/words.ts';

const error = (failure: ComposioFailure, facts: Partial<ConstructorParameters<typeof ComposioError>[1]> = {}) =>
  new ComposioError(failure, { isOutcomeUnknown: false, ...facts });

const failures = [
  'key_refused',
  'not_found',
  'bad_request',
  'sharing_refused',
  'rate_limited',
  'down',
  'slow',
  'unreadable',
] as const;

describe.each(failures)('%s', (failure) => {
  test.each([
    ['form', /submit again/],
    ['elsewhere', /type `\/gong-setup` and submit it again/],
  ] as const)('in the %s says how to go on', (place, next) => {
    const isOutcomeUnknown = ['slow', 'unreadable'].includes(failure);
    const words = failureInWords(error(failure, { isOutcomeUnknown }), true, place);
    expect(words).toMatch(/^\*Composio [^*]+\*/);
    expect(words).toMatch(next);
    expect(words).toMatch(isOutcomeUnknown ? /did not find one/ : /nothing was set up/);
  });
});

test.each([
  [true, 'did not find one'],
  [false, 'is not known yet'],
])('after a lost answer it says what is known (searched: %s)', (isSearched, words) => {
  const lost = error('down', { isOutcomeUnknown: true });
  expect(failureInWords(lost, isSearched, 'form')).toContain(words);
  expect(failureInWords(lost, isSearched, 'form')).toContain('there will not be two');
});

test('Composio’s own words and reference are passed on as code', () => {
  const words = failureInWords(error('bad_request', { detail: '<!here> `x`', requestId: 'req_1' }), false, 'form');
  expect(words).toContain("Composio said: `&lt;!here&gt; 'x'`");
  expect(words).toContain('Composio’s reference: `req_1`');
});

test.each([
  [null, 'a minute'],
  [0, 'a second'],
  [900, 'a second'],
  [37_000, '37 seconds'],
  [90_000, '90 seconds'],
  [91_000, '2 minutes'],
])('a rate limit of %s ms is %s', (retryAfterMs, wait) => {
  expect(failureInWords(error('rate_limited', { retryAfterMs }), false, 'form')).toContain(`Wait ${wait} and`);
});

test('who is faster is named, and what to do about it', () => {
  expect(outcomeInWords({ kind: 'taken', by: 'U1', isSaved: true }, 'form')).toBe(
    '<@U1> has set Gong up meanwhile. Type `/gong-setup` to see it.',
  );
  expect(outcomeInWords({ kind: 'taken', by: 'U1', isSaved: false }, 'elsewhere')).toMatch(/to see how it went/);
  expect(outcomeInWords({ kind: 'repeated' }, 'form')).toMatch(/direct message/);
});

test('scopes are explained where they are known', () => {
  expect(scopesInWords(['api:users:read', 'api:new:read'])).toEqual([
    '• `api:users:read` See users and their settings',
    '• `api:new:read`',
  ]);
});
