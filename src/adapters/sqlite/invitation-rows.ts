/** Rows of invitations to the model's objects. We wrote every row, so JSON is parsed and trusted. */

import type { InvitationBatch } from '../../stores/invitation-batches.ts';
import type { Invitation } from '../../stores/invitations.ts';
import type { InvitationBatchRow, InvitationRow } from './invitation-tables.ts';

export function toInvitationBatch(row: InvitationBatchRow): InvitationBatch {
  return {
    id: row.id,
    teamId: row.team_id,
    invitedBy: row.invited_by,
    state: row.state as InvitationBatch['state'],
    audience: JSON.parse(row.audience),
    createdAt: row.created_at,
    sentAt: row.sent_at,
  };
}

export function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    teamId: row.team_id,
    batchId: row.batch_id,
    slackUserId: row.slack_user_id,
    invitedBy: row.invited_by,
    state: row.state as Invitation['state'],
    timeZone: row.time_zone,
    nudges: row.nudges,
    nextNudgeAt: row.next_nudge_at,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}
