/** People's connections as the store gives them, for tests of what is shown. */

import type { Cause, ConnectionState } from '../../src/connection.ts';
import type { Attempt, Connection, PersonStatus, SavedSetup } from '../../src/model.ts';
import type { Pause } from '../../src/stores/pauses.ts';

export const everyState: readonly ConnectionState[] = ['none', 'active', 'broken', 'paused', 'unknown', 'left'];
export const everyCause: readonly Cause[] = [
  'expired',
  'revoked',
  'failed',
  'deleted',
  'disabled',
  'auth_config_disabled',
];

const at = Date.UTC(2026, 10, 24, 9);

export function connection(given: Partial<Connection>): Connection {
  return {
    id: 'connection-1',
    teamId: 'T1',
    owner: 'U1',
    state: 'active',
    accountId: 'ca_1',
    authConfigId: 'ac_1',
    status: 'ACTIVE',
    statusReason: null,
    isDisabled: false,
    isAuthConfigDisabled: false,
    cause: null,
    since: at,
    baseUrl: 'https://api.gong.io',
    scopes: ['api:users:read'],
    verifiedAt: at,
    verification: 'works',
    ...given,
  };
}

export function attempt(given: Partial<Attempt>): Attempt {
  return {
    id: 'attempt-1',
    teamId: 'T1',
    owner: 'U1',
    approver: 'U1',
    authConfigId: 'ac_1',
    state: 'pending',
    accountId: 'ca_1',
    baseUrl: 'https://api.gong.io',
    nonce: 'n'.repeat(22),
    createdAt: at,
    requestedAt: at,
    expiresAt: at + 600_000,
    endedAt: null,
    reason: null,
    ...given,
  };
}

export function status(
  shown: Connection | null,
  newest: Attempt | null = null,
  lastCheckedAt: number | null = at,
): PersonStatus {
  const person = { teamId: 'T1', slackUserId: 'U1', externalUserId: '7c9e6679-7425-40de-944b-e07fc1f90ae7' };
  return { person, connection: shown, attempt: newest, outage: null, grant: null, lastCheckedAt };
}

/** An admin's pause that goes on. */
export const pause: Pause = { id: 'pause-1', teamId: 'T1', authConfigId: 'ac_1', pausedBy: 'U0', beganAt: at };

export const savedSetup: SavedSetup = {
  id: 'setup-1',
  teamId: 'T1',
  formId: 'form-1',
  state: 'saved',
  name: 'gong-connect',
  authConfigId: 'ac_1',
  clientId: 'client',
  scopes: ['api:users:read'],
  redirectUri: 'https://backend.composio.dev/api/v1/auth-apps/add',
  redirectUriReadBack: null,
  apiBaseUrl: 'https://api.gong.io',
  workspaceUrl: null,
  createdBy: 'U0',
  createdAt: at,
  savedAt: at,
};
