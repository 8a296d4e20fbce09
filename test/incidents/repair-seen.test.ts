/** When people can be told: only what was seen to work counts, and each kind of incident has its own sign. */

import { expect, test } from 'vitest';
import type { IncidentCause, IncidentKind, Repair } from '../../src/incident.ts';
import { type RepairSigns, repairSeen } from '../../src/incidents/repair-seen.ts';

const nothing: RepairSigns = { authConfig: 'enabled', hasReconnected: false, worksAgain: false };

test.each<[IncidentKind, IncidentCause, Partial<RepairSigns>, Repair | null]>([
  ['connections', 'secret_changed', {}, null],
  ['connections', 'secret_changed', { hasReconnected: true }, 'reconnected'],
  ['connections', 'integration_off', { worksAgain: true }, 'works_again'],
  ['connections', 'accounts_deleted', {}, 'nothing_in_the_way'],
  ['connections', 'accounts_deleted', { authConfig: 'gone' }, null],
  ['connections', 'auth_config_gone', { authConfig: 'gone', hasReconnected: true }, 'reconnected'],
  ['auth_config', 'auth_config_disabled', { authConfig: 'disabled' }, null],
  ['auth_config', 'auth_config_disabled', { authConfig: 'unasked' }, null],
  ['auth_config', 'auth_config_disabled', {}, 'enabled'],
  ['auth_config', 'auth_config_disabled', { authConfig: 'disabled', hasReconnected: true }, 'reconnected'],
])('%s, %s, %j: %s', (kind, cause, signs, expected) => {
  const diagnosis = { cause, confidence: 'likely', candidates: [cause], evidence: [] } as const;
  expect(repairSeen({ kind, diagnosis }, { ...nothing, ...signs })).toBe(expected);
});
