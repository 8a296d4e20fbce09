/** How a rotation's round and the alerts of outages go together: everybody is told once. */

import { companyOwner } from '../../model.ts';
import { alertMessageKind } from '../../stores/message-kinds.ts';
import type { Round } from '../../stores/rounds.ts';
import { hastenAlerts } from './incident-rows.ts';
import { addRequests } from './round-rows.ts';
import type { Database } from './transaction.ts';

/**
 * Those that broke after a rotation's round began: their alert has asked them, so that they are not asked twice. Whoever
 * shares the company's connection has none to renew.
 */
export async function joinBroken(within: Database, { teamId, id, authConfigId }: Round, now: number): Promise<number> {
  const rotation = await within.selectFrom('rotations').select('canary').where('id', '=', id).executeTakeFirst();
  if (!rotation || rotation.canary === companyOwner) return 0;
  const joining = { teamId, roundId: id, state: 'asked', needsNewAccount: false, askedAt: now } as const;
  return addRequests(within, joining, { brokenOf: authConfigId, except: null });
}

/**
 * Whether somebody's alert asks them: one that is held back is sent now, and one that was sent after the secret was
 * proved has a button that works. Nobody is told twice.
 */
export async function isToldByAlert(within: Database, round: Round, owner: string, now: number): Promise<boolean> {
  const alert = await within
    .selectFrom('connections')
    .innerJoin('outages', 'outages.connection_id', 'connections.id')
    .innerJoin('messages', (join) =>
      join
        .onRef('messages.team_id', '=', 'outages.team_id')
        .onRef('messages.subject', '=', 'outages.id')
        .on('messages.kind', '=', alertMessageKind),
    )
    .select(['outages.id as outage_id', 'messages.ts', 'messages.state'])
    .where('connections.team_id', '=', round.teamId)
    .where('connections.owner', '=', owner)
    .where('outages.ended_at', 'is', null)
    .orderBy('messages.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!alert) return false;
  if (alert.ts === null) {
    if (alert.state === 'owed') await hastenAlerts(within, round.teamId, alert.outage_id, now);
    return alert.state === 'owed';
  }
  // Slack names a message by the second at which it was posted.
  return Number(alert.ts) * 1_000 >= round.beganAt;
}
