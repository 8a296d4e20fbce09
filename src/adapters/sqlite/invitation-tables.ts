/** The tables of invitations as Kysely sees them. */

import type { Generated, Selectable } from 'kysely';

export interface InvitationBatchTable {
  id: string;
  team_id: string;
  invited_by: string;
  state: string;
  audience: string;
  created_at: number;
  sent_at: number | null;
}

export interface InvitationTable {
  id: string;
  team_id: string;
  batch_id: string;
  slack_user_id: string;
  invited_by: string;
  state: string;
  time_zone: string | null;
  nudges: Generated<number>;
  next_nudge_at: number | null;
  created_at: number;
  ended_at: number | null;
}

export interface ReminderStopTable {
  team_id: string;
  slack_user_id: string;
  since: number;
}

export type InvitationBatchRow = Selectable<InvitationBatchTable>;
export type InvitationRow = Selectable<InvitationTable>;
