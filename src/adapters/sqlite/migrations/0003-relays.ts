/** Schema 3: steps of the setup that an admin has handed to a colleague. */

export const statements = `
create table relays (
  id text not null primary key,
  team_id text not null,
  kind text not null check (kind in ('register', 'consent')),
  sender text not null,
  recipient text not null,
  note text,
  form_id text not null,
  memory text not null,
  state text not null default 'sent'
    check (state in ('sent', 'opened', 'working', 'failed', 'done', 'expired', 'withdrawn', 'overtaken')),
  failure text,
  created_at integer not null,
  expires_at integer not null,
  began_at integer,
  ended_at integer,
  unique (team_id, form_id)
) strict;
create index relays_by_recipient on relays (team_id, recipient);
create index open_relays on relays (team_id, expires_at) where ended_at is null;
`;
