/** When people can be told: only what was seen to work counts, and each kind of incident has its own sign. */

import { expect, test } from 'vitest';
import type { Cause } from '../../src/connection.ts';
import type { IncidentCause, Repair } from '../../src/incident.ts';
import { type RepairSigns, repairSeen, repairStands } from '../../src/incidents/repair-seen.ts';

const nothing: RepairSigns = {
  authConfig: 'enabled',
  hasReconnected: false,
  hasConnectedAnew: false,
  probe: null,
  worksAgain: false,
};

test.each<[Cause, IncidentCause, Partial<RepairSigns>, Repair | null]>([
  ['expired', 'secret_changed', {}, null],
  ['expired', 'secret_changed', { hasReconnected: true }, 'reconnected'],
  ['expired', 'integration_off', { worksAgain: true }, 'works_again'],
  ['deleted', 'accounts_deleted', {}, 'nothing_in_the_way'],
  ['deleted', 'accounts_deleted', { authConfig: 'gone' }, null],
  // What expired is not repaired by enabling what was disabled later.
  ['expired', 'auth_config_disabled', { authConfig: 'enabled' }, null],
  ['expired', 'auth_config_gone', { authConfig: 'gone', hasConnectedAnew: true }, 'reconnected'],
  // Whoever connected through the same auth config did so before it went.
  ['expired', 'auth_config_gone', { authConfig: 'gone', hasReconnected: true }, null],
  ['expired', 'secret_changed', { authConfig: 'disabled', hasReconnected: true }, null],
  ['auth_config_disabled', 'auth_config_disabled', { authConfig: 'disabled' }, null],
  ['auth_config_disabled', 'auth_config_disabled', { authConfig: 'unasked' }, null],
  ['auth_config_disabled', 'auth_config_disabled', {}, 'enabled'],
  ['auth_config_disabled', 'auth_config_disabled', { authConfig: 'disabled', hasConnectedAnew: true }, 'reconnected'],
])('%s, %s, %j: %s', (accountCause, cause, signs, expected) => {
  const diagnosis = { cause, confidence: 'likely', candidates: [cause], evidence: [] } as const;
  expect(repairSeen({ accountCause, diagnosis }, { ...nothing, ...signs })).toBe(expected);
});

test.each<[Repair, Partial<RepairSigns>, ReturnType<typeof repairStands>]>([
  ['enabled', {}, 'stands'],
  ['enabled', { authConfig: 'disabled' }, 'gone'],
  ['enabled', { authConfig: 'gone' }, 'gone'],
  ['enabled', { authConfig: 'unasked' }, 'not_known'],
  ['reconnected', { hasReconnected: true }, 'stands'],
  ['reconnected', { authConfig: 'disabled', hasReconnected: true }, 'gone'],
  ['reconnected', { authConfig: 'disabled', hasConnectedAnew: true }, 'stands'],
  ['works_again', { probe: 'works' }, 'stands'],
  ['works_again', { probe: 'credentials_refused' }, 'gone'],
  ['works_again', { probe: 'unanswered' }, 'stands'],
])('before people are told, the repair "%s" with %j: %s', (repair, signs, expected) => {
  expect(repairStands(repair, { ...nothing, ...signs })).toBe(expected);
});
