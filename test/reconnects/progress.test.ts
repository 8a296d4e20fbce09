/** How rounds are counted, when they are over, and what those who are asked read. */

import { describe, expect, test } from 'vitest';
import { progressBar } from '../../src/block-kit.ts';
import { scopeCatalogue } from '../../src/gong/scopes.ts';
import { buildScopesRoundMessage, buildScopesRoundView } from '../../src/reconnects/progress-view.ts';
import { buildReconnectRequest } from '../../src/reconnects/request-message.ts';
import { isOver } from '../../src/reconnects/wave-pace.ts';
import type { RequestState, Round } from '../../src/stores/rounds.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const minute = 60_000;
const none = { waiting: 0, asked: 0, reconnected: 0, gone: 0 };
const round: Round = {
  id: 'r1',
  teamId: 'T1',
  cause: 'scopes',
  authConfigId: 'ac_1',
  createdBy: 'U1',
  beganAt: 0,
  nextWaveAt: 0,
  waves: 1,
  endedAt: null,
};

describe('a round', () => {
  test.each([
    ['scopes, nobody left', 'scopes', { ...none, reconnected: 3 }, 0, true],
    ['scopes, one asked', 'scopes', { ...none, asked: 1 }, minute, false],
    ['scopes, one waiting', 'scopes', { ...none, waiting: 1 }, minute, false],
    ['rotation, nobody left, while sweeps are still to come', 'rotation', none, 14 * minute, false],
    ['rotation, nobody left', 'rotation', none, 15 * minute, true],
    ['rotation, one asked', 'rotation', { ...none, asked: 1 }, 24 * 60 * minute, false],
    ['whoever does not come within a week', 'rotation', { ...none, asked: 1 }, 7 * 24 * 60 * minute, true],
  ] as const)('is over or not: %s', (_what, cause, counts, age, expected) => {
    expect(isOver({ cause, beganAt: 1_000 }, counts, 1_000 + age)).toBe(expected);
  });

  test.each([null, 9_000])('is shown within Slack’s limits, with ten thousand people (ended: %s)', (endedAt) => {
    const counts = { waiting: endedAt === null ? 9_000 : 0, asked: 500, reconnected: 490, gone: 10 };
    const progress = { round: { ...round, endedAt }, counts };
    expect(checkView(buildScopesRoundView(progress))).toEqual([]);
    expect(checkMessage(buildScopesRoundMessage(progress))).toEqual([]);
  });
});

test.each([
  [0, 0, '▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 0 of 0'],
  [0, 3, '░░░░░░░░░░░░░░░░░░░░ 0 of 3'],
  [2_500, 10_000, '▓▓▓▓▓░░░░░░░░░░░░░░░ 2,500 of 10,000'],
  [9_999, 10_000, '▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░ 9,999 of 10,000'],
  [3, 3, '▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 3 of 3'],
])('%i of %i is a bar', (done, all, bar) => {
  expect(progressBar(done, all)).toBe(bar);
});

const scopes = scopeCatalogue.map(({ name }) => name);
const states: RequestState[] = ['waiting', 'asked', 'reconnected', 'gone'];
test.each((['rotation', 'scopes'] as const).flatMap((cause) => states.map((state) => [cause, state] as const)))(
  'somebody asked for a %s who is %s reads a message without jargon',
  (cause, state) => {
    for (const needsNewAccount of [true, false]) {
      const message = buildReconnectRequest({ cause, request: { state, needsNewAccount }, scopes });
      expect(checkMessage(message)).toEqual([]);
      expect(JSON.stringify(message)).not.toMatch(/composio|client secret|auth config|scope/i);
      const hasButton = JSON.stringify(message.blocks).includes('"Reconnect"');
      expect(hasButton).toBe(state === 'waiting' || state === 'asked');
    }
  },
);

test('a message cannot be closed, and one that is over says from when until when', () => {
  const counts = { ...none, asked: 1 };
  const going = { round, counts };
  expect(JSON.stringify(buildScopesRoundView(going))).toContain('You can close this');
  expect(JSON.stringify(buildScopesRoundMessage(going))).not.toContain('You can close this');
  const over = JSON.stringify(buildScopesRoundMessage({ round: { ...round, endedAt: 9_000 }, counts }));
  expect(over).toMatch(/It went on from <!date[^>]*> until <!date/);
});
