/** Schema 1: setups, people and their connections, the outbox, sweeps, the audit. */

export const statements = `
create table setups (
  id text not null primary key,
  team_id text not null,
  form_id text not null,
  state text not null check (state in ('creating', 'saved', 'failed', 'replaced')),
  name text not null,
  auth_config_id text,
  client_id text not null,
  scopes text not null,
  redirect_uri text not null,
  redirect_uri_read_back text,
  api_base_url text not null,
  workspace_url text,
  created_by text not null,
  created_at integer not null,
  saved_at integer,
  failure text,
  unique (team_id, form_id)
) strict;
create unique index one_saved_setup on setups (team_id) where state = 'saved';
create unique index one_setup_at_work on setups (team_id) where state = 'creating';

create table people (
  team_id text not null,
  slack_user_id text not null,
  external_user_id text not null unique,
  created_at integer not null,
  primary key (team_id, slack_user_id)
) strict;

create table connections (
  id text not null primary key,
  team_id text not null,
  owner text not null,
  state text not null check (state in ('none', 'active', 'broken', 'paused', 'unknown', 'left')),
  account_id text unique,
  auth_config_id text,
  status text,
  status_reason text,
  is_disabled integer not null default 0,
  is_auth_config_disabled integer not null default 0,
  cause text,
  since integer not null,
  base_url text,
  scopes text not null default '[]',
  seen_updated_at integer,
  seen_begun_at integer,
  suspected_at integer,
  verified_at integer,
  verification text,
  unique (team_id, owner)
) strict;
create index connections_by_auth_config on connections (team_id, auth_config_id, state);

create table attempts (
  id text not null primary key,
  team_id text not null,
  owner text not null,
  auth_config_id text not null,
  state text not null
    check (state in ('requested', 'pending', 'lapsed', 'declined', 'won', 'superseded', 'failed')),
  account_id text unique,
  base_url text not null,
  nonce text not null unique,
  created_at integer not null,
  requested_at integer,
  expires_at integer,
  ended_at integer,
  reason text,
  removal text not null default 'none' check (removal in ('none', 'owed', 'owed_with_revoke', 'done')),
  removal_next_at integer,
  removal_tries integer not null default 0
) strict;
create index attempts_by_owner on attempts (team_id, owner, created_at);
create index attempts_by_expiry on attempts (team_id, state, expires_at);
create index attempts_by_state on attempts (team_id, state, created_at);
create index removals_owed on attempts (team_id, removal_next_at) where removal in ('owed', 'owed_with_revoke');

create table outages (
  id text not null primary key,
  team_id text not null,
  connection_id text not null references connections (id),
  owner text not null,
  began_at integer not null,
  ended_at integer,
  cause text not null,
  reminders integer not null default 0,
  next_reminder_at integer,
  snoozed_until integer
) strict;
create unique index one_open_outage on outages (connection_id) where ended_at is null;
create index outages_by_connection on outages (connection_id, began_at);
create index reminders_due on outages (team_id, next_reminder_at) where ended_at is null;

create table messages (
  id text not null primary key,
  team_id text not null,
  recipient text not null,
  kind text not null,
  subject text not null,
  dedupe_key text not null,
  data text not null,
  priority integer not null,
  revision integer not null,
  shown_revision integer not null default 0,
  state text not null check (state in ('owed', 'shown', 'ended')),
  attempts integer not null default 0,
  next_try_at integer not null,
  claimed_by text,
  claimed_until integer,
  fence integer not null default 0,
  is_send_unknown integer not null default 0,
  channel text,
  ts text,
  end_reason text,
  created_at integer not null,
  shown_at integer,
  unique (team_id, dedupe_key)
) strict;
create index messages_owed on messages (team_id, priority, next_try_at) where state = 'owed';
create index messages_by_subject on messages (team_id, kind, subject);
create index messages_by_recipient on messages (team_id, recipient) where channel is not null;

create table sweeps (
  id text not null primary key,
  team_id text not null,
  auth_config_id text not null,
  began_at integer not null,
  ended_at integer,
  is_complete integer not null default 0
) strict;
create index sweeps_complete on sweeps (team_id, auth_config_id, began_at) where is_complete = 1;

create table leases (
  name text not null primary key,
  holder text not null,
  until integer not null,
  fence integer not null
) strict;

create table webhook_deliveries (
  message_id text not null primary key,
  team_id text not null,
  account_id text,
  received_at integer not null,
  done_at integer
) strict;
create index webhook_deliveries_open on webhook_deliveries (team_id, received_at) where done_at is null;

create table audit (
  id integer not null primary key autoincrement,
  team_id text not null,
  at integer not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail text not null
) strict;
create index audit_by_action on audit (team_id, action, at);
create trigger audit_is_append_only before update on audit begin select raise(abort, 'the audit is append only'); end;
create trigger audit_is_never_shortened before delete on audit begin select raise(abort, 'the audit is append only'); end;
`;
