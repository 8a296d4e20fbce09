/** Attempts: a row before the request, one unfinished at a time, superseded by the next. */

import type { ExpressionBuilder } from 'kysely';
import { companyOwner } from '../../model.ts';
import type { AttemptStore } from '../../stores/attempts.ts';
import { linkMessageKind } from '../../stores/message-kinds.ts';
import { writeAudit } from './audit.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { findOpenPause } from './pauses.ts';
import { ensurePerson } from './people.ts';
import { readMode } from './preferences.ts';
import { toAttempt } from './rows.ts';
import type { Schema } from './schema.ts';
import { supersedeUnfinished } from './superseding.ts';
import { type Database, transact } from './transaction.ts';
import type { VerificationStore } from './verifications.ts';

/** Links that are made with this person's external user ID. */
function isFor(slackUserId: string) {
  return (row: ExpressionBuilder<Schema, 'attempts'>) =>
    row.or([row('owner', '=', slackUserId), row('approver', '=', slackUserId)]);
}

export function createAttemptStore(database: Database): Omit<AttemptStore, keyof VerificationStore> {
  const one = (teamId: string, attemptId: string) =>
    database.selectFrom('attempts').selectAll().where('team_id', '=', teamId).where('id', '=', attemptId);

  /** Changes an attempt that is still in one of `states`, and has its DM shown anew. */
  const change = (
    teamId: string,
    attemptId: string,
    states: readonly string[],
    values: Record<string, string | number | null>,
  ): Promise<void> =>
    transact(database, async (within) => {
      const result = await within
        .updateTable('attempts')
        .set(values)
        .where('team_id', '=', teamId)
        .where('id', '=', attemptId)
        .where('state', 'in', states)
        .executeTakeFirst();
      if (result.numUpdatedRows > 0n) await reviseMessages(within, teamId, linkMessageKind, attemptId);
    });

  return {
    beginAttempt: (attempt, externalUserId, message, now) =>
      transact(database, async (within) => {
        // Whoever asks has looked before; somebody else may have gone over to personal connections since.
        if (attempt.owner === companyOwner && (await readMode(within, attempt.teamId)) !== 'company') return 'personal';
        if ((await findOpenPause(within, attempt.teamId)) !== null) return 'paused';
        const same = await within
          .selectFrom('attempts')
          .select('id')
          .where('team_id', '=', attempt.teamId)
          .where('owner', '=', attempt.owner)
          .where('state', '=', 'requested')
          .where('auth_config_id', '=', attempt.authConfigId)
          .where('base_url', '=', attempt.baseUrl)
          .where('approver', 'is', attempt.approver ?? null)
          .executeTakeFirst();
        if (same) return 'repeated';
        await ensurePerson(within, attempt.teamId, attempt.approver ?? attempt.owner, externalUserId, now);
        await supersedeUnfinished(within, attempt.teamId, { owner: attempt.owner }, now);
        await within
          .insertInto('attempts')
          .values({
            id: attempt.id,
            team_id: attempt.teamId,
            owner: attempt.owner,
            auth_config_id: attempt.authConfigId,
            state: 'requested',
            base_url: attempt.baseUrl,
            nonce: attempt.nonce,
            created_at: now,
            approver: attempt.approver ?? null,
          })
          .execute();
        await insertMessage(within, attempt.teamId, message, now);
        await writeAudit(
          within,
          attempt.teamId,
          {
            actor: attempt.askedBy ?? attempt.owner,
            action: 'link.requested',
            subject: attempt.id,
            ...(attempt.approver === undefined ? {} : { detail: { owner: attempt.owner, approver: attempt.approver } }),
          },
          now,
        );
        return 'begun';
      }),

    attempt: async (teamId, attemptId) => {
      const row = await one(teamId, attemptId).executeTakeFirst();
      return row ? toAttempt(row) : null;
    },

    attemptByNonce: async (teamId, nonce) => {
      const row = await database
        .selectFrom('attempts')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('nonce', '=', nonce)
        .executeTakeFirst();
      return row ? toAttempt(row) : null;
    },

    attemptByAccount: async (teamId, accountId) => {
      const row = await database
        .selectFrom('attempts')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('account_id', '=', accountId)
        .executeTakeFirst();
      return row ? toAttempt(row) : null;
    },

    requestedAttempts: async (teamId) => {
      const rows = await database
        .selectFrom('attempts')
        .selectAll('attempts')
        .leftJoin('messages', (join) =>
          join
            .onRef('messages.subject', '=', 'attempts.id')
            .onRef('messages.team_id', '=', 'attempts.team_id')
            .on('messages.kind', '=', linkMessageKind),
        )
        .select(['messages.ts as ts', 'messages.state as message_state'])
        .where('attempts.team_id', '=', teamId)
        .where('attempts.state', '=', 'requested')
        .orderBy('attempts.created_at')
        .execute();
      return rows.map(({ ts, message_state, ...row }) => ({
        ...toAttempt(row),
        isDmPosted: ts !== null,
        isDmRefused: message_state === 'ended',
      }));
    },

    unshownAttempts: async (teamId) => {
      const rows = await database
        .selectFrom('attempts')
        .selectAll('attempts')
        .innerJoin('messages', (join) =>
          join
            .onRef('messages.subject', '=', 'attempts.id')
            .onRef('messages.team_id', '=', 'attempts.team_id')
            .on('messages.kind', '=', linkMessageKind),
        )
        .where('attempts.team_id', '=', teamId)
        .where('attempts.state', '=', 'pending')
        .whereRef('messages.shown_revision', '<', 'messages.revision')
        .execute();
      return rows.map(toAttempt);
    },

    attemptsInUse: async (teamId, now, lateMs) => {
      const withAccount = database
        .selectFrom('attempts')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('account_id', 'is not', null);
      const late = withAccount
        .where('state', '=', 'lapsed')
        .where('expires_at', '>', now - lateMs)
        .where('reason', 'is', null);
      const rows = await withAccount.where('state', '=', 'pending').unionAll(late).execute();
      return rows.map(toAttempt);
    },

    hasLostRequest: async (teamId, approver, since) => {
      const row = await database
        .selectFrom('attempts')
        .select('id')
        .where('team_id', '=', teamId)
        .where(isFor(approver))
        .where('account_id', 'is', null)
        .where('requested_at', '>=', since)
        .where('state', '!=', 'requested')
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    accountIdsOf: async (teamId, approver) => {
      const rows = await database
        .selectFrom('attempts')
        .select('account_id')
        .where('team_id', '=', teamId)
        .where(isFor(approver))
        .where('account_id', 'is not', null)
        .execute();
      return rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id]));
    },

    markLinkRequested: async (teamId, attemptId, now) => {
      await database
        .updateTable('attempts')
        .set({ requested_at: now })
        .where('team_id', '=', teamId)
        .where('id', '=', attemptId)
        .execute();
    },

    markLinkMade: (teamId, attemptId, made, now) =>
      transact(database, async (within) => {
        const attempt = await within
          .selectFrom('attempts')
          .select('state')
          .where('team_id', '=', teamId)
          .where('id', '=', attemptId)
          .executeTakeFirst();
        // Superseded while Composio was asked: the account that came of it is not wanted.
        const isWanted = attempt?.state === 'requested';
        await within
          .updateTable('attempts')
          .set({
            account_id: made.accountId,
            expires_at: made.expiresAt,
            ...(isWanted ? { state: 'pending' } : { removal: 'owed', removal_next_at: now }),
          })
          .where('team_id', '=', teamId)
          .where('id', '=', attemptId)
          .execute();
        if (isWanted) await reviseMessages(within, teamId, linkMessageKind, attemptId);
      }),

    markLinkFailed: (teamId, attemptId, reason, now) =>
      change(teamId, attemptId, ['requested'], { state: 'failed', reason, ended_at: now }),

    restartAttempt: async (teamId, attemptId) => {
      await change(teamId, attemptId, ['pending'], { state: 'requested', account_id: null, expires_at: null });
    },

    lapseAttempt: (teamId, attemptId, now) =>
      change(teamId, attemptId, ['pending'], { state: 'lapsed', ended_at: now }),
  };
}

/** Whether a link of this auth config that was asked for since then has connected. */
export async function hasConnectedSince(
  within: Database,
  teamId: string,
  authConfigId: string,
  since: number,
): Promise<boolean> {
  const row = await within
    .selectFrom('attempts')
    .select('id')
    .where('team_id', '=', teamId)
    .where('auth_config_id', '=', authConfigId)
    .where('state', '=', 'won')
    .where('created_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
