/** From evidence to cause: each row says how sure one may be, and never surer. */

import { describe, expect, test } from 'vitest';
import type { IncidentCause } from '../../src/incident.ts';
import { causeInShort, diagnosisInWords } from '../../src/incidents/cause-words.ts';
import { classify, classifySilence } from '../../src/incidents/classify.ts';
import type { Evidence } from '../../src/incidents/clues.ts';

const refresh = 'Permanent auth error during token refresh';
const nobody = { won: 0, refused: 0, unfinished: 0 };

function evidence(given: Partial<Evidence>): Evidence {
  return {
    affected: 30,
    total: 40,
    spanMs: 300_000,
    causes: { expired: given.affected ?? 30 },
    reasons: { [refresh]: given.affected ?? 30 },
    authConfig: 'enabled',
    probe: null,
    attempts: nobody,
    approver: 'here',
    ...given,
  };
}

const ofDisabled = (affected: number) => ({ affected, causes: { auth_config_disabled: affected } });

const gongSide: readonly IncidentCause[] = ['secret_changed', 'integration_off', 'approver_left'];

describe('what Composio says itself is certain', () => {
  test.each<[string, Partial<Evidence>, IncidentCause]>([
    ['the auth config is disabled', { authConfig: 'disabled', ...ofDisabled(30) }, 'auth_config_disabled'],
    [
      'the auth config is disabled, for one person',
      { authConfig: 'disabled', ...ofDisabled(1) },
      'auth_config_disabled',
    ],
    ['the auth config is gone', { authConfig: 'gone' }, 'auth_config_gone'],
    ['the accounts are gone', { causes: { deleted: 30 } }, 'accounts_deleted'],
    ['the accounts are disabled', { causes: { disabled: 28, expired: 2 } }, 'accounts_paused'],
    ['the permissions were revoked', { causes: { revoked: 30 } }, 'accounts_revoked'],
    ['one permission of many was revoked', { causes: { revoked: 1 }, affected: 1 }, 'one_person'],
  ])('%s', (_what, given, cause) => {
    expect(classify(evidence(given))).toMatchObject({ cause, confidence: 'certain', candidates: [cause] });
  });

  test('but its connections’ word about a disabled auth config, which it does not confirm, is only likely', () => {
    const given = evidence({ causes: { auth_config_disabled: 30 }, authConfig: 'unasked' });
    expect(classify(given)).toMatchObject({ cause: 'auth_config_disabled', confidence: 'likely' });
  });
});

describe('what Gong alone knows is likely when clues agree', () => {
  test.each<[string, Partial<Evidence>, IncidentCause]>([
    ['invalid_client', { reasons: { 'OAuth2 refresh: invalid_client': 30 } }, 'secret_changed'],
    ['unauthorized_client', { reasons: { unauthorized_client: 30 } }, 'integration_off'],
    ['invalid_grant', { reasons: { invalid_grant: 30 } }, 'approver_left'],
    ['a connection that is still there works', { probe: 'works' }, 'secret_changed'],
    ['one tried since was refused at the code exchange', { attempts: { ...nobody, refused: 1 } }, 'secret_changed'],
    [
      'live tokens are refused and a link was not finished',
      { probe: 'credentials_refused', attempts: { ...nobody, unfinished: 1 }, reasons: { unauthorized_client: 30 } },
      'integration_off',
    ],
    ['the admin who set it up is gone', { approver: 'left_lately' }, 'approver_left'],
    [
      'live tokens are refused and the admin is gone',
      { probe: 'credentials_refused', approver: 'left_lately' },
      'approver_left',
    ],
  ])('%s', (_what, given, cause) => {
    const found = classify(evidence(given));
    expect(found).toMatchObject({ cause, confidence: 'likely' });
    expect([...found.candidates].sort()).toEqual([...gongSide].sort());
    expect(causeInShort(found)).toMatch(/^probably /);
  });

  test('and of one person alone among many it is that person’s matter', () => {
    const found = classify(evidence({ affected: 1, total: 40 }));
    expect(found).toMatchObject({ cause: 'one_person', confidence: 'likely' });
    expect(found.evidence.join()).toMatch(/1 of 40.*39 other connections.*still work\./);
  });
});

test.each(['disabled', 'enabled'] as const)(
  'an auth config that is %s explains nothing that expired, and is said beside it',
  (authConfig) => {
    const found = classify(evidence({ authConfig, attempts: { ...nobody, refused: 1 } }));
    expect(found).toMatchObject({ cause: 'secret_changed', confidence: 'likely' });
    expect(/disabled, too: nobody can reconnect/.test(found.evidence.join())).toBe(authConfig === 'disabled');
  },
);

describe('what does not tell is said not to', () => {
  test.each<[string, Partial<Evidence>, readonly IncidentCause[]]>([
    ['nothing but Composio’s usual reason', {}, gongSide],
    [
      'live tokens are refused',
      { probe: 'credentials_refused' },
      ['integration_off', 'approver_left', 'secret_changed'],
    ],
    ['a link was not finished', { attempts: { ...nobody, unfinished: 2 } }, gongSide],
    [
      'somebody connected since: it may have been repaired, or never needed it',
      { attempts: { ...nobody, won: 1 } },
      ['approver_left', 'secret_changed', 'integration_off'],
    ],
    ['Gong said nothing, and nobody was there to ask', { probe: 'unanswered', approver: null }, gongSide],
    [
      'the admin who set it up is gone, since nobody knows when',
      { approver: 'left' },
      ['approver_left', 'secret_changed', 'integration_off'],
    ],
    ['the admin who set it up was gone long before', { approver: 'left_earlier' }, gongSide],
    [
      'clues that contradict each other',
      { probe: 'works', approver: 'left_lately' },
      ['secret_changed', 'approver_left', 'integration_off'],
    ],
  ])('%s', (_what, given, candidates) => {
    const found = classify(evidence(given));
    expect(found).toMatchObject({ cause: candidates[0], confidence: 'possible', candidates });
    const words = diagnosisInWords(found);
    expect(words).toMatch(/^It may be one of these.*1\. .*2\. .*3\. /);
    expect(words).not.toMatch(/likely/i);
  });

  test('the only connection there is may be one person’s matter or everybody’s', () => {
    const found = classify(evidence({ affected: 1, total: 1 }));
    expect(found).toMatchObject({ confidence: 'possible', candidates: ['one_person', ...gongSide] });
  });
});

test('the evidence says how many of how many, in what time, and in Composio’s own words', () => {
  const { evidence: lines } = classify(evidence({ reasons: { 'bad `reason` <x>': 29, other: 1 }, spanMs: 61_000 }));
  expect(lines[0]).toBe('30 of 40 connections stopped working within a minute.');
  expect(lines[1]).toBe("Composio’s reason: `bad 'reason' &lt;x&gt;` (29), `other` (1).");
});

test('a silent Composio is told from one that refuses the key', () => {
  expect(classifySilence({ sweeps: 3, failures: ['down', 'slow', 'down'] }).evidence.join(' ')).toMatch(
    /3 looks.*trouble.*in time/,
  );
  expect(classifySilence({ sweeps: 4, failures: ['key_refused', 'key_refused'] }).evidence.join(' ')).toMatch(
    /refuses the API key/,
  );
});
