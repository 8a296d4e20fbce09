/** Schema 10: whose work the access list is, what keeps it from being written, and whom it denies by another's hand. */

export const statements = `
-- When somebody was seen to be denied at Composio by another hand than the bot's; null: they are not.
alter table grants add column blocked_at integer;
create index grants_blocked on grants (team_id, slack_user_id) where blocked_at is not null;

create table access_runs (
  team_id text not null primary key,
  -- The lease under which the list was last worked on: an older one writes nothing any more.
  fence integer not null default 0,
  -- How often somebody became known here.
  newcomers integer not null default 0,
  -- Whether a deny-list may have left that was not read back.
  may_have_denied integer not null default 0
) strict;
create trigger access_list_hears_of_person after insert on people begin
  insert into access_runs (team_id, newcomers) values (new.team_id, 1)
    on conflict do update set newcomers = newcomers + 1;
end;

-- The lease and the newcomers when the list was read back.
alter table access_lists add column fence integer not null default 0;
alter table access_lists add column newcomers integer not null default 0;

-- A time during which the list could not be brought to what it should be.
create table access_troubles (
  id text not null primary key,
  team_id text not null,
  account_id text not null,
  kind text not null,
  began_at integer not null,
  tries integer not null,
  next_try_at integer not null,
  -- How many waited for it when it failed last.
  affected integer not null,
  told_at integer,
  ended_at integer
) strict;
create unique index one_open_access_trouble on access_troubles (team_id) where ended_at is null;

-- When an outage that was over went on, and since then: when those who use the company connection were told of it, and
-- of its end.
alter table outages add column reopened_at integer;
alter table outages add column users_told_at integer;
alter table outages add column end_told_at integer;
`;
