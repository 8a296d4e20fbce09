/** Rotations of the client secret: one under way at most, each step a transaction with its audit. */

import { companyOwner } from '../../model.ts';
import type { Rotation, RotationState, RotationStore } from '../../stores/rotations.ts';
import { roundNoticeKinds } from '../../stores/rounds.ts';
import { hasConnectedSince } from './attempts.ts';
import { writeAudit } from './audit.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import type { RotationRow, RotationTable } from './rotation-tables.ts';
import { addRequests, beginRound, endRoundRow } from './round-rows.ts';
import { type Database, transact } from './transaction.ts';

export function createRotationStore(database: Database): RotationStore {
  /** Changes a rotation that is under way, and has what was said of it shown anew. */
  const change = (
    teamId: string,
    rotationId: string,
    values: Partial<RotationTable>,
    also: (within: Database, rotation: Rotation) => Promise<void> = async () => undefined,
  ): Promise<boolean> =>
    transact(database, async (within) => {
      const rotation = await find(within, teamId, rotationId);
      if (!rotation || rotation.endedAt !== null) return false;
      await within.updateTable('rotations').set(values).where('id', '=', rotationId).execute();
      await reviseMessages(within, teamId, roundNoticeKinds.rotation, rotationId);
      await also(within, rotation);
      return true;
    });

  return {
    openRotation: (teamId) => findOpen(database, teamId),
    rotation: (teamId, rotationId) => find(database, teamId, rotationId),
    latestRotation: async (teamId, authConfigId) => {
      const row = await database
        .selectFrom('rotations')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .orderBy('began_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toRotation(row) : null;
    },

    isSecretUnproven: async (teamId, authConfigId) => {
      const newest = await database
        .selectFrom('rotations')
        .select(['state', 'began_at', 'patched_at'])
        .where('team_id', '=', teamId)
        .where('auth_config_id', '=', authConfigId)
        .where('state', '!=', 'patching')
        // One that Composio refused has changed nothing; one whose answer was lost may have.
        .where((row) =>
          row.or([
            row('patched_at', 'is not', null),
            row('reason', '=', 'interrupted'),
            row('reason', 'like', 'lost_%'),
          ]),
        )
        .orderBy('began_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!newest || newest.state === 'waves' || newest.state === 'done') return false;
      const since = newest.patched_at ?? newest.began_at;
      return !(await hasConnectedSince(database, teamId, authConfigId, since));
    },

    claimRotation: (draft, continues, now) =>
      transact(database, async (within) => {
        const open = await findOpen(within, draft.teamId);
        if (open && (open.id !== continues || open.state !== 'canary_failed')) {
          return { outcome: 'taken', rotation: open };
        }
        const begun = { state: 'patching', began_at: now, attempt_id: null, reason: null };
        if (open) {
          const by = { created_by: draft.createdBy, canary: draft.createdBy };
          await within
            .updateTable('rotations')
            .set({ ...begun, ...by })
            .where('id', '=', open.id)
            .execute();
          await reviseMessages(within, draft.teamId, roundNoticeKinds.rotation, open.id);
        } else {
          await within
            .insertInto('rotations')
            .values({
              ...begun,
              id: draft.id,
              team_id: draft.teamId,
              auth_config_id: draft.authConfigId,
              created_by: draft.createdBy,
              canary: draft.createdBy,
            })
            .execute();
        }
        const id = open?.id ?? draft.id;
        const detail = { authConfigId: draft.authConfigId };
        const entry = { actor: draft.createdBy, action: 'rotation.began', subject: id, detail };
        await writeAudit(within, draft.teamId, entry, now);
        const rotation = await find(within, draft.teamId, id);
        if (!rotation) throw new Error('a rotation that was just written is not there');
        return { outcome: 'claimed', rotation };
      }),

    markSecretReplaced: async (teamId, rotationId, clientId, now) => {
      const values = { state: 'patched', patched_at: now };
      await change(teamId, rotationId, values, async (within, { createdBy, authConfigId }) => {
        if (clientId !== null) {
          await within
            .updateTable('setups')
            .set({ client_id: clientId })
            .where('team_id', '=', teamId)
            .where('state', '=', 'saved')
            .where('auth_config_id', '=', authConfigId)
            .execute();
        }
        const detail = { authConfigId, ...(clientId === null ? {} : { clientId }) };
        const entry = { actor: createdBy, action: 'rotation.secret_replaced', subject: rotationId, detail };
        await writeAudit(within, teamId, entry, now);
      });
    },

    beginCanary: async (teamId, rotationId, { owner, attemptId, by }, now) => {
      const values = { state: 'canary', canary: owner, attempt_id: attemptId, reason: null };
      await change(teamId, rotationId, values, (within) =>
        writeAudit(
          within,
          teamId,
          { actor: by, action: 'rotation.canary_began', subject: rotationId, detail: { owner } },
          now,
        ),
      );
    },

    failCanary: async (teamId, rotationId, reason, notify, now) => {
      await change(teamId, rotationId, { state: 'canary_failed', reason }, async (within, { canary }) => {
        await insertMessage(within, teamId, notify, now);
        const detail = { owner: canary, reason };
        await writeAudit(
          within,
          teamId,
          { actor: 'bot', action: 'rotation.canary_failed', subject: rotationId, detail },
          now,
        );
      });
    },

    passCanary: async (teamId, rotationId, notify, now) => {
      await change(teamId, rotationId, { state: 'waves', reason: null }, async (within, rotation) => {
        const { authConfigId, canary, createdBy } = rotation;
        await beginRound(within, { id: rotationId, teamId, cause: 'rotation', authConfigId, createdBy }, now);
        const waiting = {
          teamId,
          roundId: rotationId,
          state: 'waiting',
          needsNewAccount: false,
          askedAt: null,
        } as const;
        // Whoever shares the company's connection has none to renew.
        const isCompany = canary === companyOwner;
        const toAsk = isCompany ? 0 : await addRequests(within, waiting, { brokenOf: authConfigId, except: canary });
        await insertMessage(within, teamId, notify, now);
        const detail = { owner: canary, toAsk };
        await writeAudit(
          within,
          teamId,
          { actor: 'bot', action: 'rotation.canary_passed', subject: rotationId, detail },
          now,
        );
      });
    },

    giveUpRotation: (teamId, rotationId, { by, reason, notify }, now) =>
      change(teamId, rotationId, { state: 'given_up', reason, ended_at: now }, async (within) => {
        await endRoundRow(within, rotationId, now);
        if (notify) await insertMessage(within, teamId, notify, now);
        await writeAudit(
          within,
          teamId,
          { actor: by, action: 'rotation.given_up', subject: rotationId, detail: { reason } },
          now,
        );
      }),
  };
}

async function findOpen(within: Database, teamId: string): Promise<Rotation | null> {
  const row = await within
    .selectFrom('rotations')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ? toRotation(row) : null;
}

async function find(within: Database, teamId: string, rotationId: string): Promise<Rotation | null> {
  const row = await within
    .selectFrom('rotations')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', rotationId)
    .executeTakeFirst();
  return row ? toRotation(row) : null;
}

function toRotation(row: RotationRow): Rotation {
  return {
    id: row.id,
    teamId: row.team_id,
    authConfigId: row.auth_config_id,
    state: row.state as RotationState,
    createdBy: row.created_by,
    canary: row.canary,
    beganAt: row.began_at,
    patchedAt: row.patched_at,
    endedAt: row.ended_at,
    attemptId: row.attempt_id,
    reason: row.reason,
  };
}
