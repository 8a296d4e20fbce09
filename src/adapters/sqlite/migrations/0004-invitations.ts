/** Schema 4: batches of invitations, what became of each, and who wants no reminders. */

export const statements = `
create table invitation_batches (
  id text not null primary key,
  team_id text not null,
  invited_by text not null,
  state text not null check (state in ('draft', 'sending', 'reported')),
  audience text not null,
  created_at integer not null,
  sent_at integer
) strict;
create index invitation_batches_by_state on invitation_batches (team_id, state, created_at);

create table invitations (
  id text not null primary key,
  team_id text not null,
  batch_id text not null references invitation_batches (id),
  slack_user_id text not null,
  invited_by text not null,
  state text not null check (state in ('waiting', 'connected', 'superseded', 'undelivered', 'left')),
  time_zone text,
  nudges integer not null default 0,
  next_nudge_at integer,
  created_at integer not null,
  ended_at integer,
  unique (batch_id, slack_user_id)
) strict;
create unique index one_waiting_invitation on invitations (team_id, slack_user_id) where state = 'waiting';
create index invitations_by_person on invitations (team_id, slack_user_id, created_at);
create index invitations_by_time on invitations (team_id, created_at);
create index nudges_due on invitations (team_id, next_nudge_at) where next_nudge_at is not null;

create table reminder_stops (
  team_id text not null,
  slack_user_id text not null,
  since integer not null,
  primary key (team_id, slack_user_id)
) strict;
`;
