/** Sends a batch of invitations: everybody's invitation and DM, and the audit, in one transaction. */

import { sql } from 'kysely';
import type { InvitationBatch, InvitationBatchStore, Invitee, NewInvitation } from '../../stores/invitation-batches.ts';
import { invitationMessageKind } from '../../stores/invitations.ts';
import { writeAudit } from './audit.ts';
import { connectedPeople } from './connected-people.ts';
import { toInvitationBatch } from './invitation-rows.ts';
import { insertMessages } from './messages.ts';
import { type Database, transact } from './transaction.ts';

/** Rows of one statement: SQLite takes some thirty thousand values. */
const rowsAtOnce = 200;
/** As the index of what waits spells it. */
const waiting = sql.lit('waiting');

/** Invites everybody of a draft who is not out of question by now. */
export function sendBatch(
  database: Database,
  teamId: string,
  batchId: string,
  given: Parameters<InvitationBatchStore['sendBatch']>[2],
  now: number,
): Promise<'sent' | 'repeated' | 'gone'> {
  return transact(database, async (within) => {
    const row = await findBatch(within, teamId, batchId);
    if (row?.invitedBy !== given.invitedBy) return 'gone';
    if (row.state !== 'draft') return 'repeated';
    const { connected, recent } = await readStandings(within, teamId, given.recentSince);
    const among =
      (known: ReadonlySet<string>) =>
      ({ slackUserId }: Invitee) =>
        known.has(slackUserId);
    const nowConnected = row.audience.invitees.filter(among(connected));
    const rest = row.audience.invitees.filter((invitee) => !among(connected)(invitee));
    const nowRecent = rest.filter(among(recent));
    const invitees = rest.filter((invitee) => !among(recent)(invitee));
    const ids = (people: readonly Invitee[]): string[] => people.map(({ slackUserId }) => slackUserId);
    const { skipped } = row.audience;
    const audience = {
      ...row.audience,
      invitees,
      skipped: {
        ...skipped,
        connected: [...skipped.connected, ...ids(nowConnected)],
        recent: [...skipped.recent, ...ids(nowRecent)],
      },
    };
    await within
      .updateTable('invitation_batches')
      .set({ state: 'sending', audience: JSON.stringify(audience), sent_at: now })
      .where('id', '=', batchId)
      .execute();
    for (let start = 0; start < invitees.length; start += rowsAtOnce) {
      const some = invitees.slice(start, start + rowsAtOnce);
      await invite(within, { teamId, batchId, ...given }, some, now);
    }
    await writeAudit(
      within,
      teamId,
      {
        actor: given.invitedBy,
        action: 'people.invited',
        subject: teamId,
        detail: { batchId, people: ids(invitees) },
      },
      now,
    );
    return 'sent';
  });
}

/** null: there is none. */
export async function findBatch(within: Database, teamId: string, batchId: string): Promise<InvitationBatch | null> {
  const row = await within
    .selectFrom('invitation_batches')
    .selectAll()
    .where('team_id', '=', teamId)
    .where('id', '=', batchId)
    .executeTakeFirst();
  return row ? toInvitationBatch(row) : null;
}

/** Who is connected, and who was invited since then. */
export async function readStandings(
  within: Database,
  teamId: string,
  since: number,
): Promise<Record<'connected' | 'recent', ReadonlySet<string>>> {
  const rows = await within
    .selectFrom('invitations')
    .select('slack_user_id')
    .where('team_id', '=', teamId)
    .where('created_at', '>', since)
    // What overtook an invitation counts in its place; a removed setup's count no more.
    .where('state', 'not in', ['undelivered', 'superseded'])
    .execute();
  return {
    connected: new Set(await connectedPeople(within, teamId)),
    recent: new Set(rows.map((row) => row.slack_user_id)),
  };
}

/** Writes the invitations of some people with their DMs; what they were invited with before is over. */
async function invite(
  within: Database,
  batch: {
    teamId: string;
    batchId: string;
    invitedBy: string;
    invitationOf: (invitee: Invitee) => NewInvitation;
  },
  invitees: readonly Invitee[],
  now: number,
): Promise<void> {
  const { teamId, batchId, invitedBy } = batch;
  const people = invitees.map(({ slackUserId }) => slackUserId);
  await within
    .updateTable('invitations')
    .set({ state: 'superseded', next_nudge_at: null, ended_at: now })
    .where('team_id', '=', teamId)
    .where('state', '=', waiting)
    .where('slack_user_id', 'in', people)
    .execute();
  const stops = await within
    .selectFrom('reminder_stops')
    .select('slack_user_id')
    .where('team_id', '=', teamId)
    .where('slack_user_id', 'in', people)
    .execute();
  const stopped = new Set(stops.map((row) => row.slack_user_id));
  const made = invitees.map((invitee) => ({ ...invitee, ...batch.invitationOf(invitee) }));
  await within
    .insertInto('invitations')
    .values(
      made.map((one) => ({
        id: one.id,
        team_id: teamId,
        batch_id: batchId,
        slack_user_id: one.slackUserId,
        invited_by: invitedBy,
        state: 'waiting',
        time_zone: one.timeZone,
        next_nudge_at: stopped.has(one.slackUserId) ? null : one.nextNudgeAt,
        created_at: now,
        ended_at: null,
      })),
    )
    .execute();
  const messages = made.map((one) => ({
    id: one.messageId,
    recipient: one.slackUserId,
    kind: invitationMessageKind,
    subject: one.id,
    dedupeKey: `invitation:${one.id}`,
    isPatient: true,
    data: { from: invitedBy },
  }));
  await insertMessages(within, teamId, messages, now);
}
