/** The tables as Kysely sees them. Big integers for times, 0/1 for booleans, JSON as text: nothing else knows. */

import type { Generated, GeneratedAlways, Selectable } from 'kysely';
import type { AccessListTable, AccessRunTable, AccessTroubleTable, GrantTable } from './access-tables.ts';
import type { InvitationBatchTable, InvitationTable, ReminderStopTable } from './invitation-tables.ts';
import type { RelayTable } from './relay-table.ts';
import type { ReconnectRequestTable, RotationTable, RoundTable, ScopeDriftTable } from './rotation-tables.ts';

export interface Schema {
  setups: SetupTable;
  people: PersonTable;
  connections: ConnectionTable;
  attempts: AttemptTable;
  outages: OutageTable;
  messages: MessageTable;
  sweeps: SweepTable;
  leases: LeaseTable;
  webhook_deliveries: WebhookDeliveryTable;
  audit: AuditTable;
  preferences: PreferencesTable;
  relays: RelayTable;
  grants: GrantTable;
  incidents: IncidentTable;
  rotations: RotationTable;
  reconnect_rounds: RoundTable;
  reconnect_requests: ReconnectRequestTable;
  scope_drifts: ScopeDriftTable;
  invitation_batches: InvitationBatchTable;
  invitations: InvitationTable;
  reminder_stops: ReminderStopTable;
  access_lists: AccessListTable;
  access_runs: AccessRunTable;
  access_troubles: AccessTroubleTable;
  roster: RosterTable;
  roster_words: RosterWordTable;
  roster_counts: RosterCountTable;
  pauses: PauseTable;
  auth_config_removals: AuthConfigRemovalTable;
}

export interface SetupTable {
  id: string;
  team_id: string;
  form_id: string;
  state: string;
  name: string;
  auth_config_id: string | null;
  client_id: string;
  scopes: string;
  redirect_uri: string;
  redirect_uri_read_back: string | null;
  api_base_url: string;
  workspace_url: string | null;
  created_by: string;
  created_at: number;
  saved_at: number | null;
  failure: string | null;
  ticked_scopes: string | null;
  scopes_revision: Generated<number>;
  scopes_checked_at: number | null;
}

export interface PersonTable {
  team_id: string;
  slack_user_id: string;
  external_user_id: string;
  created_at: number;
}

export interface ConnectionTable {
  id: string;
  team_id: string;
  owner: string;
  state: string;
  account_id: string | null;
  auth_config_id: string | null;
  status: string | null;
  status_reason: string | null;
  is_disabled: Generated<number>;
  is_auth_config_disabled: Generated<number>;
  cause: string | null;
  since: number;
  base_url: string | null;
  scopes: Generated<string>;
  requested_scopes: string | null;
  seen_updated_at: number | null;
  seen_begun_at: number | null;
  suspected_at: number | null;
  verified_at: number | null;
  verification: string | null;
}

export interface AttemptTable {
  id: string;
  team_id: string;
  owner: string;
  auth_config_id: string;
  state: string;
  account_id: string | null;
  base_url: string;
  nonce: string;
  created_at: number;
  requested_at: number | null;
  expires_at: number | null;
  ended_at: number | null;
  reason: string | null;
  removal: Generated<string>;
  removal_next_at: number | null;
  removal_tries: Generated<number>;
  approver: Generated<string | null>;
}

export interface OutageTable {
  id: string;
  team_id: string;
  connection_id: string;
  owner: string;
  began_at: number;
  ended_at: number | null;
  cause: string;
  reminders: Generated<number>;
  next_reminder_at: number | null;
  snoozed_until: number | null;
  incident_id: string | null;
  reopened_at: number | null;
  users_told_at: number | null;
  end_told_at: number | null;
}

export interface MessageTable {
  id: string;
  team_id: string;
  recipient: string;
  kind: string;
  subject: string;
  dedupe_key: string;
  data: string;
  priority: number;
  revision: number;
  shown_revision: Generated<number>;
  state: string;
  attempts: Generated<number>;
  next_try_at: number;
  claimed_by: string | null;
  claimed_until: number | null;
  fence: Generated<number>;
  is_send_unknown: Generated<number>;
  channel: string | null;
  ts: string | null;
  end_reason: string | null;
  created_at: number;
  shown_at: number | null;
}

export interface SweepTable {
  id: string;
  team_id: string;
  auth_config_id: string;
  began_at: number;
  ended_at: number | null;
  is_complete: Generated<number>;
  failure: string | null;
}

export interface LeaseTable {
  name: string;
  holder: string;
  until: number;
  fence: number;
}

export interface WebhookDeliveryTable {
  message_id: string;
  team_id: string;
  account_id: string | null;
  received_at: number;
  done_at: number | null;
}

export interface AuditTable {
  id: Generated<number>;
  team_id: string;
  at: number;
  actor: string;
  action: string;
  subject: string;
  detail: string;
  previous_hash: string;
  hash: string;
}

export interface PreferencesTable {
  team_id: string;
  connection_mode: Generated<string>;
  notice_channel: string | null;
  notice_pace: Generated<string>;
  quiet_from: number | null;
  quiet_until: number | null;
  notice_zone: string | null;
  noticed_until: number | null;
}

export interface PauseTable {
  id: string;
  team_id: string;
  auth_config_id: string;
  paused_by: string;
  began_at: number;
  ended_at: number | null;
}

export interface AuthConfigRemovalTable {
  auth_config_id: string;
  team_id: string;
  asked_by: string;
  asked_at: number;
  next_try_at: number;
  tries: Generated<number>;
  done_at: number | null;
}

/** Kept by triggers, its names excepted. */
export interface RosterTable {
  team_id: string;
  slack_user_id: string;
  /** As Slack shows it; null: not asked yet. */
  name: string | null;
  sort_name: Generated<string>;
  added_at: number;
  left_at: number | null;
  state: Generated<string>;
  since: Generated<number>;
  through: string | null;
  rank: GeneratedAlways<number>;
}

export interface RosterWordTable {
  team_id: string;
  slack_user_id: string;
  word: string;
}

export interface RosterCountTable {
  team_id: string;
  state: string;
  people: number;
}

export interface IncidentTable {
  id: string;
  team_id: string;
  kind: string;
  auth_config_id: string | null;
  account_cause: string | null;
  cause: string;
  confidence: string;
  candidates: string;
  evidence: string;
  began_at: number;
  told_at: number | null;
  held_until: number;
  repaired_at: number | null;
  repair: string | null;
  released_at: number | null;
  ended_at: number | null;
  affected: Generated<number>;
  restored: Generated<number>;
  revision: Generated<number>;
}

export type SetupRow = Selectable<SetupTable>;
export type ConnectionRow = Selectable<ConnectionTable>;
export type AttemptRow = Selectable<AttemptTable>;
export type OutageRow = Selectable<OutageTable>;
export type MessageRow = Selectable<MessageTable>;
export type SweepRow = Selectable<SweepTable>;
export type AuditRow = Selectable<AuditTable>;
export type IncidentRow = Selectable<IncidentTable>;
export type GrantRow = Selectable<GrantTable>;
