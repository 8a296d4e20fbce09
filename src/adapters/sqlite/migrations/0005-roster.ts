/**
 * Schema 5: the roster, one row for each person that the bot has met. Triggers keep it in the very transactions that
 * change what it shows, so no other store knows of it; `roster_facts` is the one place that says who is in which state.
 * `roster_counts` and the indexes let a page and the counts be read without walking through everybody.
 */

/** The owner of the company connection is nobody. */
const company = `'company'`;

/** SQL that brings one person's row up to date, making it if there is none yet. */
function refresh(team: string, person: string, at: string): string {
  return `
  insert into roster (team_id, slack_user_id, added_at) select ${team}, ${person}, ${at} where ${person} <> ${company}
    on conflict do nothing;
  ${update(`team_id = ${team} and slack_user_id = ${person}`)}`;
}

/** The same for rows that are there already. */
function update(which: string): string {
  return `update roster set (state, since, through) = (
    select state, since, through from roster_facts as facts
    where facts.team_id = roster.team_id and facts.slack_user_id = roster.slack_user_id
  ) where ${which};`;
}

/** Everybody whose state is the company connection's. */
const granted = `team_id = new.team_id
    and slack_user_id in (select slack_user_id from grants where team_id = new.team_id and state = 'granted')`;

/**
 * Who is in which state, and since when. A connection of one's own that is there decides; then the grant, which is as
 * good as the company connection; then a link that is out; then an invitation.
 */
const rosterFacts = `
create view roster_facts as
select
  roster.team_id,
  roster.slack_user_id,
  case
    when roster.left_at is not null or own.state = 'left' then 'left'
    when own.state = 'active' then 'connected'
    when own.state = 'broken' then 'not_working'
    when own.state in ('paused', 'unknown') then own.state
    when grants.state = 'granted' then
      case company.state
        when 'active' then 'connected'
        when 'broken' then 'not_working'
        when 'paused' then 'paused'
        when 'unknown' then 'unknown'
        else 'not_connected'
      end
    when grants.state = 'wanted' or link.created_at is not null then 'waiting'
    when invitations.id is not null then 'invited'
    else 'not_connected'
  end as state,
  case
    when roster.left_at is not null then roster.left_at
    when own.state in ('left', 'active', 'broken', 'paused', 'unknown') then own.since
    when grants.state = 'granted' then max(grants.since, coalesce(company.since, 0))
    when grants.state = 'wanted' then grants.since
    when link.created_at is not null then link.created_at
    else max(
      coalesce(invitations.created_at, 0), coalesce(own.since, 0), coalesce(grants.since, 0),
      coalesce((
        select max(coalesce(ended_at, created_at)) from attempts
        where attempts.team_id = roster.team_id and attempts.owner = roster.slack_user_id
      ), roster.added_at)
    )
  end as since,
  case
    when own.state in ('active', 'broken', 'paused', 'unknown') then 'personal'
    when grants.state in ('granted', 'wanted') then 'company'
    when link.created_at is not null then 'personal'
  end as through
from roster
left join connections as own on own.team_id = roster.team_id and own.owner = roster.slack_user_id
left join grants on grants.team_id = roster.team_id and grants.slack_user_id = roster.slack_user_id
left join connections as company on company.team_id = roster.team_id and company.owner = ${company}
left join attempts as link on link.id = (
  select id from attempts
  where attempts.team_id = roster.team_id and attempts.owner = roster.slack_user_id
    and attempts.state in ('requested', 'pending')
  order by created_at desc limit 1
)
left join invitations on invitations.team_id = roster.team_id and invitations.slack_user_id = roster.slack_user_id
  and invitations.state = 'waiting';
`;

export const statements = `
create table roster (
  team_id text not null,
  slack_user_id text not null,
  name text,
  sort_name text not null default '',
  added_at integer not null,
  left_at integer,
  state text not null default 'not_connected' check (state in
    ('not_working', 'paused', 'unknown', 'waiting', 'invited', 'not_connected', 'connected', 'left')),
  since integer not null default 0,
  through text check (through in ('personal', 'company')),
  rank integer not null generated always as (
    case state
      when 'not_working' then 0 when 'paused' then 1 when 'unknown' then 2 when 'waiting' then 3
      when 'invited' then 4 when 'not_connected' then 5 when 'connected' then 6 else 7
    end
  ) stored,
  primary key (team_id, slack_user_id)
) strict;
create index roster_by_name on roster (team_id, sort_name, slack_user_id);
create index roster_by_state_and_name on roster (team_id, rank, sort_name, slack_user_id);
create index roster_by_since on roster (team_id, since, slack_user_id);
create index roster_by_state_and_since on roster (team_id, rank, since, slack_user_id);
create index roster_nameless on roster (team_id, slack_user_id) where name is null;

create table roster_words (
  team_id text not null,
  slack_user_id text not null,
  word text not null,
  primary key (team_id, slack_user_id, word)
) strict;
create index roster_words_by_word on roster_words (team_id, word, slack_user_id);

create table roster_counts (
  team_id text not null,
  state text not null,
  people integer not null,
  primary key (team_id, state)
) strict;

create trigger roster_counts_one_more after insert on roster begin
  insert into roster_counts values (new.team_id, new.state, 1)
    on conflict do update set people = people + 1;
  insert into roster_words values (new.team_id, new.slack_user_id, lower(new.slack_user_id)) on conflict do nothing;
end;
create trigger roster_counts_moved after update of state on roster when old.state <> new.state begin
  update roster_counts set people = people - 1 where team_id = old.team_id and state = old.state;
  insert into roster_counts values (new.team_id, new.state, 1)
    on conflict do update set people = people + 1;
end;

${rosterFacts}

create index audit_by_subject on audit (team_id, subject, id);

create trigger roster_sees_leaver after update of left_at on roster when old.left_at is not new.left_at begin
  ${update('team_id = new.team_id and slack_user_id = new.slack_user_id')}
end;

create trigger roster_meets_person after insert on people when new.slack_user_id <> ${company} begin
  ${refresh('new.team_id', 'new.slack_user_id', 'new.created_at')}
end;

create trigger roster_hears_of_connection after insert on connections when new.owner <> ${company} begin
  ${refresh('new.team_id', 'new.owner', 'new.since')}
end;
create trigger roster_sees_connection_change after update of state, since on connections
when new.owner <> ${company} and (old.state <> new.state or old.since <> new.since) begin
  ${update('team_id = new.team_id and slack_user_id = new.owner')}
end;
create trigger roster_hears_of_company after insert on connections when new.owner = ${company} begin
  ${update(granted)}
end;
create trigger roster_sees_company_change after update of state, since on connections
when new.owner = ${company} and (old.state <> new.state or old.since <> new.since) begin
  ${update(granted)}
end;

create trigger roster_hears_of_link after insert on attempts when new.owner <> ${company} begin
  ${refresh('new.team_id', 'new.owner', 'new.created_at')}
end;
create trigger roster_sees_link_change after update of state on attempts
when new.owner <> ${company} and old.state <> new.state begin
  ${update('team_id = new.team_id and slack_user_id = new.owner')}
end;

create trigger roster_hears_of_grant after insert on grants begin
  ${refresh('new.team_id', 'new.slack_user_id', 'new.since')}
end;
create trigger roster_sees_grant_change after update of state, since on grants
when old.state <> new.state or old.since <> new.since begin
  ${update('team_id = new.team_id and slack_user_id = new.slack_user_id')}
end;
create trigger roster_sees_grant_go after delete on grants begin
  ${update('team_id = old.team_id and slack_user_id = old.slack_user_id')}
end;

create trigger roster_hears_of_invitation after insert on invitations begin
  ${refresh('new.team_id', 'new.slack_user_id', 'new.created_at')}
end;
create trigger roster_sees_invitation_change after update of state on invitations when old.state <> new.state begin
  ${update('team_id = new.team_id and slack_user_id = new.slack_user_id')}
end;

insert into roster (team_id, slack_user_id, added_at)
select team_id, slack_user_id, min(at) from (
  select team_id, slack_user_id, created_at as at from people
  union all select team_id, owner, since from connections
  union all select team_id, owner, created_at from attempts
  union all select team_id, slack_user_id, since from grants
  union all select team_id, slack_user_id, created_at from invitations
  union all select team_id, subject, created_at from messages where kind = 'invitation'
) where slack_user_id <> ${company} group by team_id, slack_user_id;
${update('true')}
`;
