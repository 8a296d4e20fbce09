/** The table of relays as Kysely sees it. */

import type { Generated, Selectable } from 'kysely';

export interface RelayTable {
  id: string;
  team_id: string;
  kind: string;
  sender: string;
  recipient: string;
  note: string | null;
  form_id: string;
  memory: string;
  state: Generated<string>;
  failure: string | null;
  created_at: number;
  expires_at: number;
  began_at: number | null;
  ended_at: number | null;
}

export type RelayRow = Selectable<RelayTable>;
