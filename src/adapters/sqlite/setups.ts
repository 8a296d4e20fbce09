/** Setups: claimed before Composio is asked, in force once it has answered. The client secret is in no column. */

import { sql } from 'kysely';
import type { SavedSetup, Setup } from '../../model.ts';
import { alertMessageKind } from '../../stores/message-kinds.ts';
import { askedMessageKind, canConnectKind, type SetupDraft, type SetupStore, untilSetUp } from '../../stores/setups.ts';
import { writeAudit } from './audit.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { dropPause } from './pauses.ts';
import { endRelaysOfSetup, failRelayOfForm, relayOfForm } from './relay-changes.ts';
import { toSetup } from './rows.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';

export function createSetupStore(database: Database): SetupStore {
  return {
    savedSetup: (teamId) => findSaved(database, teamId),

    setupOfForm: async (teamId, formId) => {
      const row = await database
        .selectFrom('setups')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('form_id', '=', formId)
        .executeTakeFirst();
      return row ? toSetup(row) : null;
    },

    lostSetupName: async (teamId) => {
      const inForce = database
        .selectFrom('setups')
        .select('name')
        .where('team_id', '=', teamId)
        .where('state', 'in', ['saved', 'replaced']);
      const row = await database
        .selectFrom('setups')
        .select('name')
        .where('team_id', '=', teamId)
        .where('state', '=', 'failed')
        .where((lost) => lost.or([lost('failure', '=', 'interrupted'), lost('failure', 'like', 'lost_%')]))
        .where('name', 'not in', inForce)
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.name ?? null;
    },

    creatingSetups: async (teamId) => {
      const rows = await database
        .selectFrom('setups')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('state', '=', 'creating')
        .execute();
      return rows.map(toSetup);
    },

    claimSetup: (draft, replaces) =>
      transact(database, async (within) => {
        const saved = await findSaved(within, draft.teamId);
        const sameForm = await findOne(within, draft.teamId, 'form_id', draft.formId);
        if (sameForm && sameForm.state !== 'failed') return { outcome: 'repeated', setup: sameForm };
        const atWork = await findOne(within, draft.teamId, 'state', 'creating');
        if (atWork) return { outcome: 'taken', setup: atWork };
        if (saved && saved.id !== replaces) return { outcome: 'taken', setup: saved };

        if (sameForm) await within.deleteFrom('setups').where('id', '=', sameForm.id).execute();
        await within.insertInto('setups').values(toRow(draft)).execute();
        const { actor, ...forWhom } = await typist(within, draft);
        await writeAudit(
          within,
          draft.teamId,
          {
            actor,
            action: 'setup.submitted',
            subject: draft.id,
            detail: { name: draft.name, scopes: draft.scopes, ...forWhom },
          },
          draft.createdAt,
        );
        const setup = await findOne(within, draft.teamId, 'id', draft.id);
        if (!setup) throw new Error('a setup that was just written is not there');
        return { outcome: 'claimed', setup };
      }),

    saveSetup: (teamId, setupId, saved, notify, now) =>
      transact(database, async (within) => {
        const before = await findSaved(within, teamId);
        if (before && before.id !== setupId) {
          await within.updateTable('setups').set({ state: 'replaced' }).where('id', '=', before.id).execute();
          await supersedeUnfinished(within, teamId, { authConfigId: before.authConfigId }, now);
          await dropPause(within, teamId, now);
        }
        await within
          .updateTable('setups')
          .set({
            state: 'saved',
            auth_config_id: saved.authConfigId,
            redirect_uri_read_back: saved.redirectUriReadBack,
            saved_at: now,
          })
          .where('team_id', '=', teamId)
          .where('id', '=', setupId)
          .execute();
        const setup = await findSaved(within, teamId);
        if (!setup) throw new Error('a setup that was just saved is not there');
        await insertMessage(within, teamId, notify, now);
        await reviseAlertsOfOthers(within, setup);
        await tellWhoAsked(within, teamId);
        await endRelaysOfSetup(within, teamId, setup.formId, now);
        const { actor, ...forWhom } = await typist(within, setup);
        await writeAudit(
          within,
          teamId,
          {
            actor,
            action: 'setup.saved',
            subject: setup.id,
            detail: { authConfigId: setup.authConfigId, replaced: before?.authConfigId ?? null, ...forWhom },
          },
          now,
        );
        return setup;
      }),

    failSetup: (teamId, setupId, code, now, notify) =>
      transact(database, async (within) => {
        await within
          .updateTable('setups')
          .set({ state: 'failed', failure: code })
          .where('team_id', '=', teamId)
          .where('id', '=', setupId)
          .where('state', '=', 'creating')
          .execute();
        const setup = await findOne(within, teamId, 'id', setupId);
        const relay = setup && (await failRelayOfForm(within, teamId, setup.formId, code, now));
        // Whoever typed it in is the one who can do it again.
        if (notify)
          await insertMessage(within, teamId, relay ? { ...notify, recipient: relay.recipient } : notify, now);
        await writeAudit(
          within,
          teamId,
          { actor: 'bot', action: 'setup.failed', subject: setupId, detail: { code } },
          now,
        );
      }),
  };
}

/** Who was told that a connection of the setup before does not work reads that a new one would. */
async function reviseAlertsOfOthers(within: Database, { teamId, authConfigId }: SavedSetup): Promise<void> {
  const outages = await within
    .selectFrom('outages')
    .innerJoin('connections', 'connections.id', 'outages.connection_id')
    .select('outages.id')
    .where('outages.team_id', '=', teamId)
    .where('outages.ended_at', 'is', null)
    .where('connections.auth_config_id', '!=', authConfigId)
    .execute();
  for (const { id } of outages) await reviseMessages(within, teamId, alertMessageKind, id);
}

async function tellWhoAsked(within: Database, teamId: string): Promise<void> {
  await reviseMessages(within, teamId, canConnectKind, untilSetUp);
  const askers = await within
    .selectFrom('messages')
    .select('subject')
    .distinct()
    .where('team_id', '=', teamId)
    .where('kind', '=', askedMessageKind)
    .where(sql<string>`json_extract(data, '$.why')`, '=', untilSetUp)
    .execute();
  for (const { subject } of askers) await reviseMessages(within, teamId, askedMessageKind, subject);
}

/** Who typed a form in, and for whom, where an admin had handed it to a colleague. */
async function typist(
  within: Database,
  setup: Pick<Setup, 'teamId' | 'formId' | 'createdBy'>,
): Promise<{ actor: string; onBehalfOf?: string }> {
  const relay = await relayOfForm(within, setup.teamId, setup.formId);
  return relay ? { actor: relay.recipient, onBehalfOf: relay.sender } : { actor: setup.createdBy };
}

async function findSaved(within: Database, teamId: string): Promise<SavedSetup | null> {
  const setup = await findOne(within, teamId, 'state', 'saved');
  if (!setup || setup.authConfigId === null) return null;
  return { ...setup, state: 'saved', authConfigId: setup.authConfigId };
}

async function findOne(
  within: Database,
  teamId: string,
  column: 'id' | 'state' | 'form_id',
  value: string,
): Promise<Setup | null> {
  const row = await within
    .selectFrom('setups')
    .selectAll()
    .where('team_id', '=', teamId)
    .where(column, '=', value)
    .executeTakeFirst();
  return row ? toSetup(row) : null;
}

function toRow(draft: SetupDraft) {
  return {
    id: draft.id,
    team_id: draft.teamId,
    form_id: draft.formId,
    state: 'creating',
    name: draft.name,
    client_id: draft.clientId,
    scopes: JSON.stringify(draft.scopes),
    redirect_uri: draft.redirectUri,
    api_base_url: draft.apiBaseUrl,
    workspace_url: draft.workspaceUrl,
    created_by: draft.createdBy,
    created_at: draft.createdAt,
  };
}
