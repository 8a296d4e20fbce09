/** Schema 8: incidents, whose outages are held back, and how admins want to hear of them. */

export const statements = `
create table incidents (
  id text not null primary key,
  team_id text not null,
  kind text not null check (kind in ('connections', 'auth_config', 'composio')),
  auth_config_id text,
  account_cause text,
  cause text not null,
  confidence text not null check (confidence in ('certain', 'likely', 'possible')),
  candidates text not null,
  evidence text not null,
  began_at integer not null,
  told_at integer,
  held_until integer not null,
  repaired_at integer,
  repair text,
  released_at integer,
  ended_at integer,
  affected integer not null default 0,
  restored integer not null default 0,
  revision integer not null default 1
) strict;
create unique index one_unreleased_incident on incidents (team_id, coalesce(auth_config_id, ''))
  where ended_at is null and released_at is null;
create index incidents_open on incidents (team_id, began_at) where ended_at is null;
create index incidents_by_time on incidents (team_id, began_at);

alter table outages add column incident_id text;
create index outages_by_incident on outages (incident_id) where incident_id is not null;
create index outages_by_time on outages (team_id, began_at);
create index attempts_by_end on attempts (team_id, auth_config_id, ended_at);

alter table sweeps add column failure text;
create index sweeps_by_time on sweeps (team_id, began_at);

alter table preferences add column notice_channel text;
alter table preferences add column notice_pace text not null default 'immediate' check (notice_pace in ('immediate', 'digest'));
alter table preferences add column quiet_from integer;
alter table preferences add column quiet_until integer;
alter table preferences add column notice_zone text;
alter table preferences add column noticed_until integer;
`;
