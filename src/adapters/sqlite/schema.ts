/** The tables as Kysely sees them. Big integers for times, 0/1 for booleans, JSON as text: nothing else knows. */

import type { Generated, Selectable } from 'kysely';

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
}

export type SetupRow = Selectable<SetupTable>;
export type ConnectionRow = Selectable<ConnectionTable>;
export type AttemptRow = Selectable<AttemptTable>;
export type OutageRow = Selectable<OutageTable>;
export type MessageRow = Selectable<MessageTable>;
export type SweepRow = Selectable<SweepTable>;
