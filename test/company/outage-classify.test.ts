/** What is behind an outage of the company connection, as far as the evidence goes and no further. */

import { expect, test } from 'vitest';
import { type CompanyOutageSeen, classifyCompanyOutage } from '../../src/company/outage-classify.ts';

const seen: CompanyOutageSeen = {
  cause: 'expired',
  reason: 'Permanent auth error during token refresh',
  authConfig: 'enabled',
  attempts: { won: 0, refused: 0, unfinished: 0 },
  approver: { slackUserId: 'U1', isHere: true },
  rotation: null,
};
const refusedLink = { won: 0, refused: 1, unfinished: 0 };
const proved = { state: 'done', patchedAt: 1 } as const;
const unproved = { state: 'canary_failed', patchedAt: 1 } as const;

test.each<[string, Partial<CompanyOutageSeen>, string, string]>([
  ['nothing tells', {}, 'secret_changed', 'possible'],
  ['Gong does not know the client', { reason: '401 invalid_client' }, 'secret_changed', 'likely'],
  ['Gong does not let the client ask', { reason: 'unauthorized_client' }, 'integration_off', 'likely'],
  ['Gong refuses the permission itself', { reason: 'invalid_grant' }, 'approver_left', 'likely'],
  ['a link came back refused', { attempts: refusedLink }, 'secret_changed', 'likely'],
  ['who approved it has left', { approver: { slackUserId: 'U1', isHere: false } }, 'approver_left', 'likely'],
  ['Slack did not say who is there', { approver: { slackUserId: 'U1', isHere: null } }, 'secret_changed', 'possible'],
  ['the last secret was never proved', { rotation: unproved }, 'secret_changed', 'likely'],
  ['the last secret was proved', { rotation: proved }, 'secret_changed', 'possible'],
  ['the auth config is gone', { cause: 'auth_config_disabled', authConfig: 'gone' }, 'auth_config_gone', 'certain'],
  [
    'the auth config is disabled',
    { cause: 'auth_config_disabled', authConfig: 'disabled' },
    'auth_config_disabled',
    'certain',
  ],
  [
    'the auth config was disabled and is not any more',
    { cause: 'auth_config_disabled' },
    'auth_config_disabled',
    'likely',
  ],
])('when %s', (_what, given, cause, confidence) => {
  const diagnosis = classifyCompanyOutage({ ...seen, ...given });
  expect(diagnosis).toMatchObject({ cause, confidence });
  expect(diagnosis?.evidence.join()).not.toMatch(/of 1 connection/);
});

test('the evidence names who approved it, and Composio’s reason', () => {
  const evidence = classifyCompanyOutage({ ...seen, approver: { slackUserId: 'U1', isHere: false } })?.evidence;
  expect(evidence?.join('\n')).toMatch(/Permanent auth error.*<@U1>, who approved it in Gong, is deactivated/s);
});

test.each(['deleted', 'disabled', 'revoked'] as const)(
  'what Composio says of the account itself needs no guess: %s',
  (cause) => {
    expect(classifyCompanyOutage({ ...seen, cause })).toBeNull();
  },
);
