/** What is shown of a rotation stays within Slack's limits in every state, and says what to do. */

import { describe, expect, test } from 'vitest';
import { ComposioError, type ComposioFailure } from '../../src/errors.ts';
import { buildRotationMessage, buildRotationView, type RotationFacts } from '../../src/rotation/progress-view.ts';
import { buildReplacingView, buildRotateView } from '../../src/rotation/rotate-view.ts';
import { canaryFailedInWords, failureInWords, givenUpInWords, isSecretSuspected } from '../../src/rotation/words.ts';
import type { Rotation, RotationState } from '../../src/stores/rotations.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const rotation = (state: RotationState, more: Partial<Rotation> = {}): Rotation => ({
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  teamId: 'T1',
  authConfigId: 'ac_1',
  state,
  createdBy: 'U1',
  canary: 'U1',
  beganAt: 1_764_000_000_000,
  patchedAt: null,
  endedAt: state === 'done' || state === 'given_up' ? 1_764_000_900_000 : null,
  attemptId: null,
  reason: null,
  ...more,
});

const ofThousands: RotationFacts['progress'] = {
  round: {
    id: 'r1',
    teamId: 'T1',
    cause: 'rotation',
    authConfigId: 'ac_1',
    createdBy: 'U1',
    beganAt: 1_764_000_000_000,
    nextWaveAt: 1_764_000_060_000,
    waves: 41,
    endedAt: null,
  },
  counts: { waiting: 9_180, asked: 500, reconnected: 310, gone: 10 },
};

const longReason = `declined: ${'no '.repeat(400)}`;
const all: [string, RotationFacts][] = [
  ['patching', { rotation: rotation('patching'), progress: null }],
  ['patched', { rotation: rotation('patched'), progress: null }],
  ['canary', { rotation: rotation('canary'), progress: null }],
  ['canary of the company', { rotation: rotation('canary', { canary: 'company' }), progress: null }],
  ['canary_failed', { rotation: rotation('canary_failed', { reason: longReason }), progress: null }],
  ['waves', { rotation: rotation('waves'), progress: ofThousands }],
  ['done', { rotation: rotation('done'), progress: ofThousands }],
  ['given_up', { rotation: rotation('given_up', { reason: 'stopped', patchedAt: 1 }), progress: null }],
];

describe('a rotation', () => {
  test.each(all)('that is %s fits into a modal and a message', (_state, facts) => {
    expect(checkView(buildRotationView(facts))).toEqual([]);
    const message = buildRotationMessage(facts);
    expect(checkMessage(message)).toEqual([]);
    expect(checkMessage(buildRotationMessage(facts, 'U2'))).toEqual([]);
    expect(message.text).toMatch(/^Rotating the client secret: /);
  });

  test('shows a bar and every count of ten thousand people', () => {
    const text = JSON.stringify(buildRotationView({ rotation: rotation('waves'), progress: ofThousands }));
    expect(text).toContain('░ 320 of 10,000');
    expect(text).toContain(
      'Asked: 810 · Reconnected: 310 · Still to go: 9,680 (9,180 wait to be asked) · Disconnected or left: 10',
    );
  });

  test.each([true, false])('has a form that says everything before the start (company: %s)', (isCompany) => {
    const memory = { formId: 'f1', continues: null };
    const drawn = { memory, drawing: 'd1', isCompany, presentClientId: 'CLIENT', failure: 'x'.repeat(900) };
    for (const secret of [
      { kind: 'input', canUsePage: true },
      { kind: 'page', url: `https://bot.example/secret/${'a'.repeat(22)}`, expiresAt: 1, isReceived: false },
      { kind: 'page', url: 'https://bot.example/secret/a', expiresAt: 1, isReceived: true },
    ] as const) {
      expect(checkView(buildRotateView({ ...drawn, secret }))).toEqual([]);
      const again = buildRotateView({ ...drawn, secret, presentClientId: 'i'.repeat(512), clientId: 'i'.repeat(512) });
      expect(checkView(again)).toEqual([]);
    }
    expect(checkView(buildReplacingView())).toEqual([]);
  });
});

const failures: ComposioFailure[] = [
  'key_refused',
  'not_found',
  'bad_request',
  'sharing_refused',
  'rate_limited',
  'down',
  'slow',
  'unreadable',
];

test.each(failures)('a %s of Composio says whether the old secret is still in force', (failure) => {
  const known = failureInWords(new ComposioError(failure, { isOutcomeUnknown: false, detail: '<!channel>' }));
  expect(known).toContain('the one before is still in force');
  expect(known).not.toContain('<!channel>');
  const lost = failureInWords(new ComposioError(failure, { isOutcomeUnknown: true }));
  expect(lost).toMatch(/not known\. Submit it again: doing so twice is harmless/);
});

test.each(['declined: user denied consent', 'lapsed', 'failed: slow', 'superseded', null])(
  'a canary that failed (%s) says what to do, and that nobody else is asked',
  (reason) => {
    expect(canaryFailedInWords(reason)).toMatch(/Nobody else is asked[\s\S]*\*What to do:\*/);
  },
);

test('what came back is shown as it is and cannot address anybody', () => {
  expect(canaryFailedInWords('declined: <!channel> `x`')).toContain("`&lt;!channel&gt; 'x'`");
});

test.each([
  ['interrupted', null, /restarted[\s\S]*not known/],
  ['setup_changed', null, /set up anew/],
  ['not_found', null, /no longer has the auth config/],
  ['stopped', 1, /keeps the secret that was typed last/],
  ['lost_composio_slow', null, /not known/],
  ['composio_bad_request', null, /still in force/],
])('a rotation that ended (%s) says what it leaves behind', (reason, patchedAt, words) => {
  expect(givenUpInWords({ reason, patchedAt })).toMatch(words);
});

test.each([
  ['declined: OAuth callback failed during token exchange', true],
  ['declined', true],
  ['declined: user denied consent', false],
  ['lapsed', false],
  ['failed: slow', false],
  [null, false],
])('after %s another secret is the likely way out: %s', (reason, expected) => {
  expect(isSecretSuspected(reason)).toBe(expected);
  if (expected) expect(canaryFailedInWords(reason)).toContain('cannot be read back from Composio');
});

test('a message cannot be closed, and a canary is explained where it is first spoken of', () => {
  const facts = { rotation: rotation('canary'), progress: null };
  expect(JSON.stringify(buildRotationView(facts))).toContain('You can close this');
  expect(JSON.stringify(buildRotationMessage(facts))).not.toContain('You can close this');
  expect(JSON.stringify(buildRotationMessage(facts))).toContain('which shows whether it works');
});
