/** What the newest link of the canary's owner says about the new secret. */

import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/model.ts';
import { judgeCanary } from '../../src/rotation/canary-rule.ts';
import type { Rotation } from '../../src/stores/rotations.ts';

const canary = { state: 'canary', attemptId: 'a1', authConfigId: 'ac_1', patchedAt: 1_000, reason: null } as const;
const failed = { ...canary, state: 'canary_failed', reason: 'declined: user denied consent' } as const;
const link = (state: Attempt['state'], more: Partial<Attempt> = {}) => ({
  id: 'a1',
  state,
  authConfigId: 'ac_1',
  createdAt: 1_100,
  reason: null,
  ...more,
});

type Case = [
  what: string,
  rotation: Parameters<typeof judgeCanary>[0],
  newest: ReturnType<typeof link> | null,
  kind: string,
];
const cases: Case[] = [
  ['no link at all', canary, null, 'wait'],
  ['a link on its way', canary, link('requested'), 'wait'],
  ['a link that is out', canary, link('pending'), 'wait'],
  ['a link that won', canary, link('won'), 'passed'],
  ['a link that won late, after it was said to have lapsed', { ...failed, reason: 'lapsed' }, link('won'), 'passed'],
  ['a link of before the new secret', canary, link('won', { id: 'a0', createdAt: 900 }), 'wait'],
  ['one asked for before, and made with the new secret', canary, link('won', { createdAt: 900 }), 'passed'],
  ['a link of another auth config', canary, link('won', { authConfigId: 'ac_2' }), 'wait'],
  ['a newer link that somebody asked for themselves', canary, link('pending', { id: 'a2' }), 'follow'],
  ['a newer link after a failure', failed, link('requested', { id: 'a2' }), 'follow'],
  ['a newer link that won before it was noticed', failed, link('won', { id: 'a2' }), 'passed'],
  ['a link that was declined', canary, link('declined'), 'failed'],
  ['a link that lapsed', canary, link('lapsed'), 'failed'],
  ['a link that could not be made', canary, link('failed', { reason: 'slow' }), 'failed'],
  ['a link that was cancelled', canary, link('superseded'), 'failed'],
  ['a failure that was said already', failed, link('declined', { reason: 'user denied consent' }), 'wait'],
  ['another failure than was said', failed, link('lapsed', { id: 'a2' }), 'failed'],
];

describe('the canary', () => {
  test.each(cases)('with %s', (_what, rotation, newest, kind) => {
    expect(judgeCanary(rotation, newest).kind).toBe(kind);
  });

  test('says why it failed, with what came back', () => {
    expect(judgeCanary(canary, link('declined', { reason: 'user denied consent' }))).toEqual({
      kind: 'failed',
      reason: 'declined: user denied consent',
    });
    const patching: Pick<Rotation, 'patchedAt'> = { patchedAt: null };
    expect(judgeCanary({ ...canary, ...patching, attemptId: null }, link('won'))).toEqual({ kind: 'wait' });
  });
});
