/**
 * Schema 7: the audit becomes a chain. Lines written before are chained as they are found; from then on a line that is
 * changed, left out or put in between no longer fits.
 */

import { chainBegin } from '../audit-chain.ts';

export const statements = `
create table chained_audit (
  id integer not null primary key autoincrement,
  team_id text not null,
  at integer not null,
  actor text not null,
  action text not null,
  subject text not null,
  detail text not null,
  previous_hash text not null,
  hash text not null
) strict;

with recursive chain (id, team_id, previous_hash, hash) as (
  select id, team_id, '${chainBegin}', audit_hash('${chainBegin}', team_id, at, actor, action, subject, detail)
  from audit
  where id in (select min(id) from audit group by team_id)
  union all
  select next.id, next.team_id, chain.hash,
    audit_hash(chain.hash, next.team_id, next.at, next.actor, next.action, next.subject, next.detail)
  from chain
  join audit as next on next.id = (select min(id) from audit where team_id = chain.team_id and id > chain.id)
)
insert into chained_audit
select audit.id, audit.team_id, at, actor, action, subject, detail, previous_hash, hash
from audit join chain on chain.id = audit.id
order by audit.id;

drop trigger audit_is_append_only;
drop trigger audit_is_never_shortened;
drop table audit;
alter table chained_audit rename to audit;
create index audit_by_team on audit (team_id, id);
create index audit_by_action on audit (team_id, action, at);
create index audit_by_actor on audit (team_id, actor, id);
create index audit_by_subject on audit (team_id, subject, id);
create trigger audit_is_append_only before update on audit begin select raise(abort, 'the audit is append only'); end;
create trigger audit_is_never_shortened before delete on audit begin select raise(abort, 'the audit is append only'); end;
`;
