/** A setup that is removed leaves nothing under way, and what a new one takes over is not deleted. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../src/adapters/sqlite/store.ts';
import type { SavedSetup } from '../../../src/model.ts';
import { buildProgress, buildRequest } from '../../../src/relay/messages.ts';
import type { Store } from '../../../src/store.ts';

const team = 'T1';
const authConfigId = 'ac_1';
let folder: string;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gong-connect-removal-'));
  path = join(folder, 'gong.db');
  store = openStore(path);
  await store.check();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(statement: string, ...values: unknown[]): void {
  const database = new Database(path);
  database.prepare(statement).run(...values);
  database.close();
}

const rows = (source: string): unknown[] => {
  const database = new Database(path, { readonly: true });
  try {
    return database.prepare(source).all();
  } finally {
    database.close();
  }
};

const message = (kind: string, subject: string) => ({
  id: `${kind}-${subject}`,
  recipient: 'UADMIN',
  kind,
  subject,
  dedupeKey: `${kind}:${subject}`,
});

async function saved(id: string): Promise<SavedSetup> {
  const draft = { id, teamId: team, formId: id, name: id, clientId: 'client', scopes: ['api:users:read'] };
  const more = { redirectUri: 'https://one.example/cb', apiBaseUrl: 'https://us-1.api.gong.io', workspaceUrl: null };
  await store.claimSetup({ ...draft, ...more, createdBy: 'UADMIN', createdAt: 1 }, null);
  return store.saveSetup(team, id, { authConfigId, redirectUriReadBack: null }, message('setup_saved', id), 2);
}

test('a removal ends rounds, invitations, drift, incidents, consents that were handed over, and the company mode', async () => {
  const setup = await saved('s1');
  write(
    `insert into connections (id, team_id, owner, state, account_id, auth_config_id, since)
     values ('c1', ?, 'U1', 'active', 'ca1', ?, 1)`,
    team,
    authConfigId,
  );
  await store.chooseConnectionMode(team, 'company', 'UADMIN', () => [], 3);
  const round = { id: 'r1', teamId: team, cause: 'scopes', authConfigId, createdBy: 'UADMIN' } as const;
  await store.askToReconnect(round, ['U1'], message('scopes_round', 'r1'), 3);
  const nobody = { connected: [], recent: [], deactivated: [], bot: [], outside: [] };
  const audience = {
    invitees: [{ slackUserId: 'U2', timeZone: null }],
    skipped: nobody,
    unread: [],
    repeated: 0,
    isUnchecked: false,
  };
  await store.draftBatch({ id: 'b1', teamId: team, invitedBy: 'UADMIN', audience }, 3);
  const invitationOf = () => ({ id: 'i1', messageId: 'im1', nextNudgeAt: 100 });
  await store.sendBatch(team, 'b1', { invitedBy: 'UADMIN', recentSince: 0, invitationOf }, 3);
  await store.recordDrift(team, 's1', { id: 'd1', fingerprint: 'same', data: {}, notify: [] }, 3);
  const diagnosis = { cause: 'auth_config_disabled', confidence: 'certain', candidates: [], evidence: [] } as const;
  const incident = { id: 'n1', kind: 'connections', authConfigId, accountCause: 'expired', beganAt: 3 } as const;
  await store.openIncident(team, { ...incident, diagnosis }, 3);
  const relay = { id: 'y1', teamId: team, kind: 'consent', sender: 'UADMIN', recipient: 'U3', note: null } as const;
  const times = { createdAt: 3, expiresAt: 1_000, formId: 'f1', memory: '{}' } as const;
  await store.handOver({ ...relay, ...times }, []);

  expect(await store.removeSetup(setup, { by: 'UBOSS', deletesAuthConfig: false, notify: [] }, 10)).toBe(true);

  expect(await store.openRounds(team)).toEqual([]);
  expect(await store.roundCounts(team, 'r1')).toMatchObject({ waiting: 0, asked: 0, gone: 1 });
  expect(await store.hasOpenInvitation(team, 'U2')).toBe(false);
  expect(await store.dueNudges(team, 'unknown', 1_000, 10)).toEqual([]);
  expect((await store.standings(team, 0)).recent).toEqual(new Set());
  expect(await store.openDrift(team)).toBeNull();
  expect(await store.drift(team, 'd1')).toMatchObject({ ending: 'removed' });
  expect(await store.openIncidents(team)).toEqual([]);
  expect(await store.openRelays(team)).toEqual([]);
  expect(await store.connectionMode(team)).toBe('personal');
  const ended = await store.relay(team, 'y1');
  expect(ended).toMatchObject({ state: 'overtaken', failure: 'removed' });
  if (ended === null) throw new Error('the relay is gone');
  for (const shown of [buildRequest(ended), buildProgress(ended)]) {
    expect(shown.text).toMatch(/Gong was taken out of this workspace/);
  }
  expect(rows("select actor from audit where action = 'connection_mode.chosen' and at = 10")).toEqual([
    { actor: 'UBOSS' },
  ]);
  expect(rows("select actor from audit where action in ('setup.removed', 'relay.overtaken')")).toEqual([
    { actor: 'UBOSS' },
    { actor: 'UBOSS' },
  ]);
});

test('an auth config that a new setup has taken over is not deleted any more', async () => {
  const setup = await saved('s1');
  await store.removeSetup(setup, { by: 'UADMIN', deletesAuthConfig: true, notify: [] }, 10);
  expect(await store.dueAuthConfigRemovals(team, 10)).toEqual([{ authConfigId, tries: 0 }]);
  await saved('s2');
  expect(await store.dueAuthConfigRemovals(team, 1_000)).toEqual([]);
});
