/** Who may use the company connection, and how its access list is kept at Composio, as Kysely sees them. */

import type { Generated, Selectable } from 'kysely';

export interface GrantTable {
  team_id: string;
  slack_user_id: string;
  state: string;
  since: number;
  asked_at: number;
  blocked_at: number | null;
}

export interface AccessListTable {
  team_id: string;
  account_id: string;
  form: string;
  left_out: number;
  confirmed_at: number;
  fence: Generated<number>;
  newcomers: Generated<number>;
}

/** Its newcomers are counted by a trigger. */
export interface AccessRunTable {
  team_id: string;
  fence: Generated<number>;
  newcomers: Generated<number>;
  may_have_denied: Generated<number>;
}

export interface AccessTroubleTable {
  id: string;
  team_id: string;
  account_id: string;
  kind: string;
  began_at: number;
  tries: number;
  next_try_at: number;
  affected: number;
  told_at: number | null;
  ended_at: number | null;
}

export type AccessTroubleRow = Selectable<AccessTroubleTable>;
