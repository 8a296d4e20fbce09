/** When people can be told: only what was seen to work counts, and each kind of incident has its own sign. */

import { expect, test } from 'vitest';
import type { Cause } from '../../src/connection.ts';
import type { IncidentCause, Repair } from '../../src/incident.ts';
import { type RepairSigns, repairSeen } from '../../src/incidents/repair-seen.ts';

const nothing: RepairSigns = { authConfig: 'enabled', hasReconnected: false, worksAgain: false };

test.each<[Cause, IncidentCause, Partial<RepairSigns>, Repair | null]>([
  ['expired', 'secret_changed', {}, null],
  ['expired', 'secret_changed', { hasReconnected: true }, 'reconnected'],
  ['expired', 'integration_off', { worksAgain: true }, 'works_again'],
  ['deleted', 'accounts_deleted', {}, 'nothing_in_the_way'],
  ['deleted', 'accounts_deleted', { authConfig: 'gone' }, null],
  // What expired is not repaired by enabling what was disabled later.
  ['expired', 'auth_config_disabled', { authConfig: 'enabled' }, null],
  ['expired', 'auth_config_gone', { authConfig: 'gone', hasReconnected: true }, 'reconnected'],
  ['auth_config_disabled', 'auth_config_disabled', { authConfig: 'disabled' }, null],
  ['auth_config_disabled', 'auth_config_disabled', { authConfig: 'unasked' }, null],
  ['auth_config_disabled', 'auth_config_disabled', {}, 'enabled'],
  ['auth_config_disabled', 'auth_config_disabled', { authConfig: 'disabled', hasReconnected: true }, 'reconnected'],
])('%s, %s, %j: %s', (accountCause, cause, signs, expected) => {
  const diagnosis = { cause, confidence: 'likely', candidates: [cause], evidence: [] } as const;
  expect(repairSeen({ accountCause, diagnosis }, { ...nothing, ...signs })).toBe(expected);
});
