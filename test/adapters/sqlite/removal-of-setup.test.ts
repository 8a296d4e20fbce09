/** A setup that is removed leaves nothing under way, and what a new one takes over is not deleted. */

import { expect, test } from 'vitest';
import type { SavedSetup } from '../../../src/model.ts';
import { buildProgress, buildRequest } from '../../../src/relay/messages.ts';
import { useScratchStore } from './scratch-store.ts';

const team = 'T1';
const authConfigId = 'ac_1';
const scratch = useScratchStore();
const { write, rows } = scratch;

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
  await scratch.store.claimSetup({ ...draft, ...more, createdBy: 'UADMIN', createdAt: 1 }, null);
  return scratch.store.saveSetup(team, id, { authConfigId, redirectUriReadBack: null }, message('setup_saved', id), 2);
}

test('a removal ends rounds, invitations, drift, incidents, consents that were handed over, and the company mode', async () => {
  const setup = await saved('s1');
  write(
    `insert into connections (id, team_id, owner, state, account_id, auth_config_id, since)
     values ('c1', ?, 'U1', 'active', 'ca1', ?, 1)`,
    team,
    authConfigId,
  );
  await scratch.store.chooseConnectionMode(team, 'company', 'UADMIN', () => [], 3);
  const round = { id: 'r1', teamId: team, cause: 'scopes', authConfigId, createdBy: 'UADMIN' } as const;
  await scratch.store.askToReconnect(round, ['U1'], message('scopes_round', 'r1'), 3);
  const nobody = { connected: [], recent: [], deactivated: [], bot: [], outside: [] };
  const audience = {
    invitees: [{ slackUserId: 'U2', timeZone: null }],
    skipped: nobody,
    unread: [],
    repeated: 0,
    isUnchecked: false,
  };
  await scratch.store.draftBatch({ id: 'b1', teamId: team, invitedBy: 'UADMIN', audience }, 3);
  const invitationOf = () => ({ id: 'i1', messageId: 'im1', nextNudgeAt: 100 });
  await scratch.store.sendBatch(team, 'b1', { invitedBy: 'UADMIN', recentSince: 0, invitationOf }, 3);
  await scratch.store.recordDrift(team, 's1', { id: 'd1', fingerprint: 'same', data: {}, notify: [] }, 3);
  const diagnosis = { cause: 'auth_config_disabled', confidence: 'certain', candidates: [], evidence: [] } as const;
  const incident = { id: 'n1', kind: 'connections', authConfigId, accountCause: 'expired', beganAt: 3 } as const;
  await scratch.store.openIncident(team, { ...incident, diagnosis }, 3);
  const relay = { id: 'y1', teamId: team, kind: 'consent', sender: 'UADMIN', recipient: 'U3', note: null } as const;
  const times = { createdAt: 3, expiresAt: 1_000, formId: 'f1', memory: '{}' } as const;
  await scratch.store.handOver({ ...relay, ...times }, []);

  expect(await scratch.store.removeSetup(setup, { by: 'UBOSS', deletesAuthConfig: false, notify: [] }, 10)).toBe(true);

  expect(await scratch.store.openRounds(team)).toEqual([]);
  expect(await scratch.store.roundCounts(team, 'r1')).toMatchObject({ waiting: 0, asked: 0, gone: 1 });
  expect(await scratch.store.hasOpenInvitation(team, 'U2')).toBe(false);
  expect(await scratch.store.dueNudges(team, 'unknown', 1_000, 10)).toEqual([]);
  expect((await scratch.store.standings(team, 0)).recent).toEqual(new Set());
  expect(await scratch.store.openDrift(team)).toBeNull();
  expect(await scratch.store.drift(team, 'd1')).toMatchObject({ ending: 'removed' });
  expect(await scratch.store.openIncidents(team)).toEqual([]);
  expect(await scratch.store.openRelays(team)).toEqual([]);
  expect(await scratch.store.connectionMode(team)).toBe('personal');
  const ended = await scratch.store.relay(team, 'y1');
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
  await scratch.store.removeSetup(setup, { by: 'UADMIN', deletesAuthConfig: true, notify: [] }, 10);
  expect(await scratch.store.dueAuthConfigRemovals(team, 10)).toEqual([{ authConfigId, tries: 0 }]);
  await saved('s2');
  expect(await scratch.store.dueAuthConfigRemovals(team, 1_000)).toEqual([]);
});
