/** Rounds of asking people to reconnect: waves written with their messages, and held against the connections. */

import {
  type ReconnectRequest,
  type RequestState,
  type RoundStore,
  reconnectRequestKind,
  requestSubject,
  roundNoticeKinds,
} from '../../stores/rounds.ts';
import { writeAudit } from './audit.ts';
import { insertMessage, reviseMessages } from './messages.ts';
import { isToldByAlert, joinBroken } from './round-alerts.ts';
import {
  addRequests,
  beginRound,
  endRoundRow,
  findRound,
  readCounts,
  settleRequests,
  toRound,
  underWay,
} from './round-rows.ts';
import { type Database, transact } from './transaction.ts';

export function createRoundStore(database: Database): RoundStore {
  return {
    round: (teamId, roundId) => findRound(database, teamId, roundId),

    openRound: async (teamId, cause) => {
      const row = await underWay(database, teamId).where('cause', '=', cause).executeTakeFirst();
      return row ? toRound(row) : null;
    },

    openRounds: async (teamId) => (await underWay(database, teamId).execute()).map(toRound),

    roundCounts: (teamId, roundId) => readCounts(database, teamId, roundId),

    reconnectRequest: async (teamId, roundId, slackUserId): Promise<ReconnectRequest | null> => {
      const row = await database
        .selectFrom('reconnect_requests')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('round_id', '=', roundId)
        .where('slack_user_id', '=', slackUserId)
        .executeTakeFirst();
      if (!row) return null;
      return {
        roundId,
        slackUserId,
        state: row.state as RequestState,
        needsNewAccount: row.needs_new_account === 1,
      };
    },

    askToReconnect: (draft, people, notify, now) =>
      transact(database, async (within) => {
        const { teamId, cause, createdBy } = draft;
        const under = await underWay(within, teamId).where('cause', '=', cause).executeTakeFirst();
        if (!under) await beginRound(within, draft, now);
        const roundId = under?.id ?? draft.id;
        const added = await addRequests(within, newAccountsFor(teamId, roundId), { owners: people });
        await insertMessage(within, teamId, under ? { ...notify, subject: roundId } : notify, now);
        await reviseMessages(within, teamId, roundNoticeKinds[cause], roundId);
        await writeAudit(
          within,
          teamId,
          { actor: createdBy, action: 'reconnect.asked', subject: roundId, detail: { cause, people: added } },
          now,
        );
        const round = await findRound(within, teamId, roundId);
        if (!round) throw new Error('a round that was just written is not there');
        return { round, added };
      }),

    askEverybody: (teamId, roundId, by, now) =>
      transact(database, async (within) => {
        const round = await findRound(within, teamId, roundId);
        if (!round || round.endedAt !== null) return 0;
        const working = await within
          .selectFrom('connections')
          .select('owner')
          .where('team_id', '=', teamId)
          .where('auth_config_id', '=', round.authConfigId)
          .where('state', 'in', ['active', 'unknown', 'paused'])
          // Whoever proved the new secret has a new connection already.
          .where('owner', 'not in', within.selectFrom('rotations').select('canary').where('id', '=', roundId))
          .orderBy('owner')
          .execute();
        const owners = working.map(({ owner }) => owner);
        const added = await addRequests(within, newAccountsFor(teamId, roundId), { owners });
        await reviseMessages(within, teamId, roundNoticeKinds[round.cause], roundId);
        const detail = { cause: round.cause, people: added };
        await writeAudit(within, teamId, { actor: by, action: 'reconnect.asked', subject: roundId, detail }, now);
        return added;
      }),

    sendWave: (teamId, roundId, { most, pauseMs, messageId }, now) =>
      transact(database, async (within) => {
        const round = await findRound(within, teamId, roundId);
        if (!round || round.endedAt !== null || round.nextWaveAt > now) return 0;
        const due = await within
          .selectFrom('reconnect_requests')
          .select(['slack_user_id', 'needs_new_account'])
          .where('round_id', '=', roundId)
          .where('state', '=', 'waiting')
          .orderBy('slack_user_id')
          .limit(most)
          .execute();
        if (due.length === 0) return 0;
        for (const { slack_user_id, needs_new_account } of due) {
          await within
            .updateTable('reconnect_requests')
            .set({ state: 'asked', asked_at: now })
            .where('round_id', '=', roundId)
            .where('slack_user_id', '=', slack_user_id)
            .execute();
          if (needs_new_account === 0 && (await isToldByAlert(within, round, slack_user_id, now))) continue;
          const subject = requestSubject(roundId, slack_user_id);
          const message = { id: messageId(), recipient: slack_user_id, kind: reconnectRequestKind, subject };
          const more = { dedupeKey: `${reconnectRequestKind}:${subject}`, data: { roundId } };
          await insertMessage(within, teamId, { ...message, ...more }, now);
        }
        const waves = round.waves + 1;
        await within
          .updateTable('reconnect_rounds')
          .set({ waves, next_wave_at: now + pauseMs })
          .where('id', '=', roundId)
          .execute();
        await reviseMessages(within, teamId, roundNoticeKinds[round.cause], roundId);
        const detail = { wave: waves, people: due.length };
        await writeAudit(within, teamId, { actor: 'bot', action: 'reconnect.wave', subject: roundId, detail }, now);
        return due.length;
      }),

    settleRound: (teamId, roundId, now) =>
      transact(database, async (within) => {
        const round = await findRound(within, teamId, roundId);
        if (!round || round.endedAt !== null) return false;
        const joined = round.cause === 'rotation' ? await joinBroken(within, round, now) : 0;
        const settled = await settleRequests(within, round);
        if (joined + settled === 0) return false;
        await reviseMessages(within, teamId, roundNoticeKinds[round.cause], roundId);
        return true;
      }),

    endRound: (teamId, roundId, by, now) =>
      transact(database, async (within) => {
        const round = await findRound(within, teamId, roundId);
        if (!round || round.endedAt !== null) return false;
        await endRoundRow(within, roundId, now);
        await within
          .updateTable('rotations')
          .set({ state: 'done', ended_at: now })
          .where('id', '=', roundId)
          .where('ended_at', 'is', null)
          .execute();
        await reviseMessages(within, teamId, roundNoticeKinds[round.cause], roundId);
        const counts = await readCounts(within, teamId, roundId);
        await writeAudit(
          within,
          teamId,
          { actor: by, action: 'reconnect.ended', subject: roundId, detail: { ...counts } },
          now,
        );
        return true;
      }),
  };
}

/** People who wait for their wave, and for whom only a new account counts. */
function newAccountsFor(teamId: string, roundId: string) {
  return { teamId, roundId, state: 'waiting', needsNewAccount: true, askedAt: null } as const;
}
