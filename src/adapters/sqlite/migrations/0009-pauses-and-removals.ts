/** Schema 9: when an admin paused the setup, and auth configs that are owed to be deleted at Composio. */

export const statements = `
create table pauses (
  id text not null primary key,
  team_id text not null,
  auth_config_id text not null,
  paused_by text not null,
  began_at integer not null,
  ended_at integer
) strict;
create unique index one_open_pause on pauses (team_id) where ended_at is null;

create table auth_config_removals (
  auth_config_id text not null primary key,
  team_id text not null,
  asked_by text not null,
  asked_at integer not null,
  next_try_at integer not null,
  tries integer not null default 0,
  done_at integer
) strict;
create index auth_config_removals_owed on auth_config_removals (team_id, next_try_at) where done_at is null;
`;
