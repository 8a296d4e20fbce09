/** The tables of rotations, of rounds of asking people to reconnect, and of drift, as Kysely sees them. */

import type { Generated, Selectable } from 'kysely';

export interface RotationTable {
  id: string;
  team_id: string;
  auth_config_id: string;
  state: string;
  created_by: string;
  canary: string;
  began_at: number;
  patched_at: number | null;
  ended_at: number | null;
  attempt_id: string | null;
  reason: string | null;
}

export interface RoundTable {
  id: string;
  team_id: string;
  cause: string;
  auth_config_id: string;
  created_by: string;
  began_at: number;
  next_wave_at: number;
  waves: Generated<number>;
  ended_at: number | null;
}

export interface ReconnectRequestTable {
  round_id: string;
  team_id: string;
  slack_user_id: string;
  state: string;
  account_id: string | null;
  needs_new_account: number;
  asked_at: number | null;
}

export interface ScopeDriftTable {
  id: string;
  team_id: string;
  fingerprint: string;
  data: string;
  found_at: number;
  ended_at: number | null;
}

export type RotationRow = Selectable<RotationTable>;
export type RoundRow = Selectable<RoundTable>;
