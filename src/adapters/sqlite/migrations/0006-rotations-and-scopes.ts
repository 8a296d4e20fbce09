/** Schema 6: rotations of the client secret, scopes that can be changed, and people asked to reconnect in waves. */

export const statements = `
alter table connections add column requested_scopes text;
alter table setups add column ticked_scopes text;
alter table setups add column scopes_revision integer not null default 0;
alter table setups add column scopes_checked_at integer;

create table rotations (
  id text not null primary key,
  team_id text not null,
  auth_config_id text not null,
  state text not null
    check (state in ('patching', 'patched', 'canary', 'canary_failed', 'waves', 'done', 'given_up')),
  created_by text not null,
  canary text not null,
  began_at integer not null,
  patched_at integer,
  ended_at integer,
  attempt_id text,
  reason text
) strict;
create unique index one_open_rotation on rotations (team_id) where ended_at is null;

create table reconnect_rounds (
  id text not null primary key,
  team_id text not null,
  cause text not null check (cause in ('rotation', 'scopes')),
  auth_config_id text not null,
  created_by text not null,
  began_at integer not null,
  next_wave_at integer not null,
  waves integer not null default 0,
  ended_at integer
) strict;
create unique index one_open_round on reconnect_rounds (team_id, cause) where ended_at is null;

create table reconnect_requests (
  round_id text not null references reconnect_rounds (id),
  team_id text not null,
  slack_user_id text not null,
  state text not null check (state in ('waiting', 'asked', 'reconnected', 'gone')),
  account_id text,
  needs_new_account integer not null,
  asked_at integer,
  primary key (round_id, slack_user_id)
) strict;
create index reconnect_requests_by_state on reconnect_requests (round_id, state, slack_user_id);

create table scope_drifts (
  id text not null primary key,
  team_id text not null,
  fingerprint text not null,
  data text not null,
  found_at integer not null,
  ended_at integer
) strict;
create unique index one_open_drift on scope_drifts (team_id) where ended_at is null;
`;
