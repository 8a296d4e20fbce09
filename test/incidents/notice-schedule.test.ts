/** When admins hear of something, when Composio’s silence counts, and the hub’s line about it all. */

import { describe, expect, test } from 'vitest';
import type { Incident } from '../../src/incident.ts';
import { healthLine } from '../../src/incidents/health-words.ts';
import { isDigestDue, mayBeSentAt } from '../../src/incidents/notice-schedule.ts';
import { isSilence } from '../../src/incidents/silence.ts';

const at = (iso: string): number => Date.parse(`2026-11-24T${iso}:00Z`);

describe('quiet hours', () => {
  const overnight = { quiet: { from: 22 * 60, until: 7 * 60 }, timeZone: 'UTC' };
  test.each([
    [overnight, '21:59', '21:59'],
    [overnight, '06:59', '07:00'],
    [overnight, '07:00', '07:00'],
    [{ ...overnight, timeZone: 'Europe/Amsterdam' }, '05:59', '06:00'],
    [{ quiet: { from: 12 * 60, until: 13 * 60 }, timeZone: 'UTC' }, '12:00', '13:00'],
    [{ quiet: { from: 12 * 60, until: 13 * 60 }, timeZone: 'UTC' }, '13:00', '13:00'],
    [{ quiet: null, timeZone: 'UTC' }, '03:00', '03:00'],
  ])('%j: what comes at %s is sent at %s', (preferences, now, expected) => {
    expect(mayBeSentAt(preferences, at(now))).toBe(at(expected));
  });

  test('that begin in the evening end the next morning', () => {
    expect(mayBeSentAt(overnight, at('23:00'))).toBe(at('07:00') + 24 * 3_600_000);
  });
});

test('a digest is due at nine, once for each day', () => {
  expect(isDigestDue(at('08:00'), 'UTC', at('08:59'))).toBe(false);
  expect(isDigestDue(at('08:00'), 'UTC', at('09:00'))).toBe(true);
  expect(isDigestDue(at('09:00'), 'UTC', at('23:00'))).toBe(false);
});

test('Composio is silent after three failed sweeps in a row over five minutes, not for one auth config alone', () => {
  const since = at('08:00');
  expect(isSilence({ since, failures: ['down', 'slow', 'key_refused'] }, at('08:05'))).toBe(true);
  expect(isSilence({ since, failures: ['down', 'slow', 'down'] }, at('08:04'))).toBe(false);
  expect(isSilence({ since, failures: ['down', 'slow'] }, at('08:30'))).toBe(false);
  expect(isSilence({ since, failures: ['down', 'not_found', 'down'] }, at('08:30'))).toBe(false);
  expect(isSilence({ since: null, failures: [] }, at('08:30'))).toBe(false);
});

describe('the line about health', () => {
  const incident: Incident = {
    id: 'i1',
    teamId: 'T1',
    kind: 'connections',
    authConfigId: 'ac_1',
    accountCause: 'expired',
    diagnosis: { cause: 'secret_changed', confidence: 'likely', candidates: ['secret_changed'], evidence: [] },
    beganAt: at('08:00'),
    toldAt: at('08:01'),
    heldUntil: at('09:00'),
    repairedAt: null,
    repair: null,
    releasedAt: null,
    endedAt: null,
    affected: 30,
    restored: 2,
  };
  const silence: Incident = { ...incident, kind: 'composio', authConfigId: null };
  test.each<[string, Parameters<typeof healthLine>[0], RegExp]>([
    [
      'all is well',
      { incidents: [], authConfig: 'enabled', counts: { active: 40 } },
      /All 40 connections work\. The auth config is enabled/,
    ],
    ['nobody is there', { incidents: [], authConfig: 'enabled', counts: {} }, /Nobody is connected yet/],
    [
      'Composio did not say',
      { incidents: [], authConfig: 'unasked', counts: { active: 1 } },
      /The one connection works\. Composio did not say/,
    ],
    [
      'some are not known',
      { incidents: [], authConfig: 'enabled', counts: { active: 3, unknown: 1 } },
      /3 of 4 connections work; how the others are is not known/,
    ],
    [
      'Gong did not answer through one',
      { incidents: [], authConfig: 'enabled', counts: { active: 7, unanswered: 1 } },
      /^:large_yellow_circle: 1 of 7 is connected, but Gong did not answer through it\. The auth config is enabled/,
    ],
    [
      'Gong did not answer through some of those that are left',
      { incidents: [], authConfig: 'enabled', counts: { active: 6, broken: 1, unanswered: 2 } },
      /^:large_yellow_circle: 1 of 7 connections does not work; its owner was told\. 2 of 7 are connected, but Gong did not answer through them/,
    ],
    [
      'single people',
      { incidents: [], authConfig: 'enabled', counts: { active: 38, broken: 1, paused: 1 } },
      /2 of 40 connections do not work, and whether they have a cause in common is not known; their owners were told/,
    ],
    [
      'an incident',
      { incidents: [incident], authConfig: 'enabled', counts: { active: 12, broken: 28 } },
      /28 of 40 connections do not work: probably the client secret was changed in Gong/,
    ],
    [
      'an incident that has taken nobody yet',
      { incidents: [{ ...incident, affected: 0, restored: 0 }], authConfig: 'enabled', counts: { active: 40 } },
      /All 40 connections work/,
    ],
    [
      'stragglers',
      {
        incidents: [{ ...incident, releasedAt: at('08:30') }],
        authConfig: 'enabled',
        counts: { active: 12, broken: 28 },
      },
      /28 of 30 that broke together are not back yet/,
    ],
    [
      'a disabled auth config',
      { incidents: [incident], authConfig: 'disabled', counts: { active: 12 } },
      /auth config is \*disabled\*/,
    ],
    ['a deleted one', { incidents: [], authConfig: 'gone', counts: {} }, /no longer has\* the auth config/],
    [
      'a silent Composio',
      { incidents: [incident, silence], authConfig: 'unasked', counts: { active: 12 } },
      /Composio does not answer since/,
    ],
    [
      'the company is down',
      {
        incidents: [],
        authConfig: 'enabled',
        counts: { broken: 3 },
        company: { state: 'down', diagnosis: incident.diagnosis },
      },
      /rotating_light: The company’s connection does not work: probably the client secret was changed in Gong\./,
    ],
    [
      'the company is down for no reason that is known',
      { incidents: [], authConfig: 'enabled', counts: {}, company: { state: 'down', diagnosis: null } },
      /rotating_light: The company’s connection does not work\./,
    ],
    [
      'the company is not connected yet',
      { incidents: [], authConfig: 'enabled', counts: {}, company: { state: 'none', diagnosis: null } },
      /yellow_circle: The company is not connected yet/,
    ],
    [
      'nobody knows how the company’s is',
      { incidents: [], authConfig: 'enabled', counts: {}, company: { state: 'unknown', diagnosis: null } },
      /How the company’s connection is, is not known/,
    ],
    [
      'the company’s works and nobody is let in',
      { incidents: [], authConfig: 'enabled', counts: {}, company: { state: 'active', diagnosis: null } },
      /green_circle: The company’s connection works; nobody is let in yet\. The auth config is enabled/,
    ],
  ])('says it when %s', (_what, given, expected) => {
    expect(healthLine(given)).toMatch(expected);
  });
});
