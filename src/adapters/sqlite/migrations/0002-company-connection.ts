/** Schema 2: how people connect, and who may use the company connection. */

export const statements = `
create table preferences (
  team_id text not null primary key,
  connection_mode text not null default 'personal' check (connection_mode in ('personal', 'company'))
) strict;

create table grants (
  team_id text not null,
  slack_user_id text not null,
  state text not null check (state in ('wanted', 'granted', 'withdrawing', 'withdrawn')),
  since integer not null,
  asked_at integer not null,
  primary key (team_id, slack_user_id)
) strict;
create index grants_by_state on grants (team_id, state);

-- What the access list of the company's account was last seen to be.
create table access_lists (
  team_id text not null primary key,
  account_id text not null,
  form text not null check (form in ('allow_list', 'deny_list', 'full')),
  left_out integer not null,
  confirmed_at integer not null
) strict;

-- Who is to approve a link that is not for themselves; null: its owner.
alter table attempts add column approver text;
create index attempts_by_approver on attempts (team_id, approver) where approver is not null;
`;
