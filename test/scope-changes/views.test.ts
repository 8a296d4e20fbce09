/** The screens of comparing and changing scopes stay within Slack's limits, with as much in them as there can be. */

import { describe, expect, test } from 'vitest';
import { ComposioError } from '../../src/errors.ts';
import { scopeCatalogue } from '../../src/gong/scopes.ts';
import { type Comparison, compareScopes } from '../../src/scope-changes/comparison.ts';
import { buildComparisonView, buildLookingView, type ToReconnect } from '../../src/scope-changes/comparison-view.ts';
import { buildDriftMessage } from '../../src/scope-changes/drift-message.ts';
import { fitsIntoView, type TickedMemory } from '../../src/scope-changes/form-memory.ts';
import { buildSavedView, buildSavingView, buildTickedView, readTicked } from '../../src/scope-changes/ticked-view.ts';
import { failureInWords } from '../../src/scope-changes/words.ts';
import type { DriftEnding } from '../../src/stores/scopes.ts';
import { checkMessage, checkView } from '../sandbox/slack/block-kit/checker.ts';

const known = scopeCatalogue.map(({ name }) => name);
const forty = [
  ...known,
  ...Array.from({ length: 40 - known.length }, (_, index) => `api:typed-${index}:${'x'.repeat(80)}`),
];
const memory = { setupId: '0f8fad5b-d9cb-469f-a165-70867728950e', revision: 12 };
const comparison: Comparison = compareScopes({
  wanted: forty,
  ticked: forty.slice(1),
  authConfig: forty.slice(2),
  granted: [
    { requested: forty, count: 5_000 },
    { requested: forty.slice(3), count: 4_000 },
    { requested: null, count: 1_000 },
  ],
});
const people = (count: number) => ({
  count,
  first: Array.from({ length: Math.min(count, 20) }, (_, index) => `U${String(index).padStart(10, '0')}`),
});
const many: ToReconnect = { lacking: people(4_000), unknown: people(1_000), isCompanyLacking: true };
const nobody: ToReconnect = { lacking: people(0), unknown: people(0), isCompanyLacking: false };

/** As many scopes as the form can carry. */
function mostScopes(): string[] {
  const scopes: string[] = [...known];
  const fits = () => fitsIntoView({ ...memory, scopes });
  for (let index = 0; fits(); index += 1) scopes.push(`api:${'y'.repeat(20)}${index}`);
  return scopes.slice(0, -1);
}

describe('the comparison', () => {
  test.each([
    ['forty scopes and ten thousand connections', comparison, many, null],
    [
      'nothing to say',
      compareScopes({ wanted: [], ticked: [], authConfig: null, granted: [] }),
      nobody,
      'x'.repeat(900),
    ],
  ] as const)('fits into a modal with %s', (_what, compared, toReconnect, unread) => {
    const view = buildComparisonView({ memory, comparison: compared, toReconnect, scopes: forty, unread });
    expect(checkView(view)).toEqual([]);
    expect(checkView(buildSavedView({ comparison: compared, toReconnect, isReadBack: true }))).toEqual([]);
  });

  test('shows ✓ and ✗ with counts, names some and counts the others', () => {
    const text = JSON.stringify(
      buildComparisonView({ memory, comparison, toReconnect: many, scopes: forty, unread: null }),
    );
    expect(text).toContain('Gong ✗ · auth config ✗ · granted ✗ 5,000 of 9,000');
    expect(text).toContain('Gong ✓ · auth config ✓ · granted ✓ 9,000 of 9,000');
    expect(text).toContain('and 3,980 more');
    expect(text).toContain('Ask these 4,000 to reconnect');
    for (const scope of forty) expect(text).toContain(scope);
  });

  test('chooses beforehand what is in force, typed ones too', () => {
    const text = JSON.stringify(
      buildComparisonView({ memory, comparison, toReconnect: nobody, scopes: ['api:own:x'], unread: null }),
    );
    expect(text).toContain('"initial_value":"api:own:x"');
    expect(text).not.toContain('initial_options');
    expect(text).toContain('Nobody has to reconnect');
  });
});

describe('the second step', () => {
  test('fits into a modal with as many scopes as the form can carry', () => {
    const scopes = mostScopes();
    const view = buildTickedView({ memory: { ...memory, scopes }, ticked: forty, workspaceUrl: null, failure: 'no' });
    expect(checkView(view)).toEqual([]);
    expect(String(view.private_metadata).length).toBeLessThanOrEqual(3_000);
    expect(checkView(buildSavingView())).toEqual([]);
    expect(checkView(buildLookingView())).toEqual([]);
  });

  test('chooses nothing beforehand where nobody has said what is ticked', () => {
    const scopes = ['api:users:read'];
    const view = buildTickedView({ memory: { ...memory, scopes }, ticked: null, workspaceUrl: null });
    expect(checkView(view)).toEqual([]);
    expect(JSON.stringify(view)).not.toContain('initial_options');
    expect(JSON.stringify(view)).toContain('Nobody has said it here yet');
  });

  test('refuses a hundred and one scopes, which no select would hold', () => {
    const short: TickedMemory = { ...memory, scopes: Array.from({ length: 101 }, (_, index) => `api:s${index}`) };
    expect(fitsIntoView(short)).toBe(false);
    expect(fitsIntoView({ ...short, scopes: short.scopes.slice(1) })).toBe(true);
  });

  test('refuses to save what is not ticked in Gong, and names it', () => {
    const chosen = ['api:users:read', 'api:logs:read', 'api:library:read'];
    expect(readTicked({ ticked_in_gong: chosen }, chosen)).toEqual({ ok: true, value: chosen });
    const reading = readTicked({ ticked_in_gong: ['api:users:read'] }, chosen);
    expect(JSON.stringify(reading)).toMatch(/api:logs:read and 1 more would be asked for without being ticked/);
  });
});

describe('drift', () => {
  const drift = { missing: forty, extra: forty, redirectUri: 'https://x.example/', lacked: forty, lacking: 10_000 };
  const told = (endedAt: number | null, ending: DriftEnding = 'put_right') =>
    buildDriftMessage({ drift, foundAt: 1_000, endedAt, ending });

  test.each([
    [null, 'put_right'],
    [2_000, 'put_right'],
    [2_000, 'gone'],
    [2_000, 'removed'],
  ] as const)('fits into a message (over: %s, %s)', (endedAt, ending) => {
    expect(checkMessage(told(endedAt, ending))).toEqual([]);
  });

  test('is told in words, and says when it is over', () => {
    const now = JSON.stringify(told(null));
    expect(now).toMatch(/took .* and 32 more out of the auth config/);
    expect(now).toContain('10,000 connections were granted less');
    const over = JSON.stringify(told(2_000));
    expect(over).toContain('no longer differ');
    expect(over).not.toContain('Compare scopes');
  });

  test('that ended with the auth config or the setup is not called right', () => {
    const gone = JSON.stringify(told(2_000, 'gone'));
    expect(gone).toContain('Composio no longer has the auth config');
    expect(gone).toContain('Check setup');
    expect(gone).not.toMatch(/no longer differ|white_check_mark/);
    expect(JSON.stringify(told(2_000, 'removed'))).not.toContain('no longer differ');
  });
});

test('a failure says whether anything was changed, and repeats nothing as mrkdwn', () => {
  const known = failureInWords(new ComposioError('bad_request', { isOutcomeUnknown: false, detail: '<!here>' }));
  expect(known).toMatch(/were not changed/);
  expect(known).not.toContain('<!here>');
  expect(failureInWords(new ComposioError('slow', { isOutcomeUnknown: true }))).toMatch(/lost[\s\S]*harmless/);
});
