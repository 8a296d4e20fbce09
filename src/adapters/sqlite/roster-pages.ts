/** Pages of the roster: each walks one index from a mark on, and reads no more rows than it shows. */

import { type RawBuilder, sql } from 'kysely';
import type { Cause } from '../../connection.ts';
import { isNotAnswering } from '../../connections-port.ts';
import { wordsOfSearch } from '../../search-words.ts';
import {
  type RosterEntry,
  type RosterMark,
  type RosterQuery,
  type RosterSort,
  type RosterState,
  type RosterStore,
  rosterStates,
} from '../../stores/roster.ts';
import type { Database } from './transaction.ts';

/** A search that finds more than this asks for more letters. */
const mostHits = 1_000;
/** No text is behind it. */
const lastCharacter = '\u{10ffff}';

export interface EntryRow {
  slack_user_id: string;
  name: string | null;
  sort_name: string;
  rank: number;
  state: RosterState;
  since: number;
  through: 'personal' | 'company' | null;
  cause: Cause | null;
  verification: string | null;
  last_checked_at: number | null;
  is_blocked: number;
}

/** What an entry is read from; the connection is the one that the state is of. */
export const entryColumns = sql`
  roster.slack_user_id, roster.name, roster.sort_name, roster.rank, roster.state, roster.since, roster.through,
  connection.cause, connection.verification,
  nullif(max(
    coalesce(connection.seen_begun_at, 0),
    coalesce((
      select began_at from sweeps
      where sweeps.team_id = roster.team_id and sweeps.auth_config_id = connection.auth_config_id and is_complete = 1
      order by began_at desc limit 1
    ), 0)
  ), 0) as last_checked_at,
  exists (
    select 1 from grants
    where grants.team_id = roster.team_id and grants.slack_user_id = roster.slack_user_id and blocked_at is not null
  ) as is_blocked`;

export const withConnection = sql`
  left join connections as connection on connection.team_id = roster.team_id
    and connection.owner = iif(roster.through = 'company', 'company', roster.slack_user_id)`;

export function toEntry(row: EntryRow): RosterEntry {
  const { rank, since } = row;
  const isWatched = row.through !== null && row.state !== 'waiting';
  return {
    slackUserId: row.slack_user_id,
    name: row.name,
    state: row.state,
    since,
    through: row.through,
    cause: isWatched ? row.cause : null,
    isUnanswered: row.state === 'connected' && isNotAnswering(row.verification),
    lastCheckedAt: isWatched ? row.last_checked_at : null,
    isBlocked: row.is_blocked === 1,
    mark: { rank, sortName: row.sort_name, since, slackUserId: row.slack_user_id },
  };
}

/** An index, the columns that it is walked by, and a row's place among them. */
interface Walk {
  index: string;
  columns: readonly (keyof EntryRow)[];
  place: (mark: RosterMark) => (string | number)[];
  isDescending: boolean;
}

const byName = ({ sortName, slackUserId }: RosterMark) => [sortName, slackUserId];
const bySince = ({ since, slackUserId }: RosterMark) => [since, slackUserId];

function walkOf(sort: RosterSort, isFiltered: boolean): Walk {
  const isDescending = sort === 'newest';
  if (sort === 'since' || isDescending) {
    const index = isFiltered ? 'roster_by_state_and_since' : 'roster_by_since';
    return { index, columns: ['since', 'slack_user_id'], place: bySince, isDescending };
  }
  if (sort === 'state' && !isFiltered) {
    return {
      index: 'roster_by_state_and_name',
      columns: ['rank', 'sort_name', 'slack_user_id'],
      place: (mark) => [mark.rank, ...byName(mark)],
      isDescending,
    };
  }
  const index = isFiltered ? 'roster_by_state_and_name' : 'roster_by_name';
  return { index, columns: ['sort_name', 'slack_user_id'], place: byName, isDescending };
}

export function createRosterPages(
  database: Database,
  total: (teamId: string, state: RosterState | null) => Promise<number>,
): Pick<RosterStore, 'rosterPage'> {
  return {
    rosterPage: async (teamId, query, at, limit) => {
      const words = wordsOfSearch(query.search);
      const hits = words.length === 0 ? null : hitsOf(teamId, words, query.state);
      const isBackwards = at !== null && 'before' in at;
      const rows = await readRows(database, teamId, query, hits, at, isBackwards ? limit : limit + 1);
      const found = hits === null ? await total(teamId, query.state) : await count(database, hits);
      const entries = rows.map(toEntry);
      return {
        entries: isBackwards ? entries.reverse() : entries.slice(0, limit),
        hasMore: isBackwards || entries.length > limit,
        total: Math.min(found, hits === null ? found : mostHits),
        isCut: hits !== null && found > mostHits,
      };
    },
  };
}

async function readRows(
  database: Database,
  teamId: string,
  { state, sort }: RosterQuery,
  hits: RawBuilder<unknown> | null,
  at: Parameters<RosterStore['rosterPage']>[2],
  limit: number,
): Promise<EntryRow[]> {
  const walk = walkOf(sort, state !== null);
  const columns = sql.join(walk.columns.map((column) => sql.ref(`roster.${column}`)));
  const isDescending = walk.isDescending !== (at !== null && 'before' in at);
  const direction = sql.raw(isDescending ? 'desc' : 'asc');
  const order = sql.join(walk.columns.map((column) => sql`${sql.ref(`roster.${column}`)} ${direction}`));
  const source =
    hits === null
      ? sql`roster indexed by ${sql.ref(walk.index)}`
      : sql`(${hits}) as hits cross join roster
          on roster.team_id = ${teamId} and roster.slack_user_id = hits.slack_user_id`;
  const { rows } = await sql<EntryRow>`
    select ${entryColumns} from ${source} ${withConnection}
    where roster.team_id = ${teamId}
      ${state === null ? sql`` : sql`and roster.rank = ${rankOf(state)}`}
      ${at === null ? sql`` : sql`and (${columns}) ${beyond(at, isDescending)} (${sql.join(walk.place(markOf(at)))})`}
    order by ${order} limit ${limit}`.execute(database);
  return rows;
}

type At = NonNullable<Parameters<RosterStore['rosterPage']>[2]>;

function markOf(at: At): RosterMark {
  return 'from' in at ? at.from : 'after' in at ? at.after : at.before;
}

function beyond(at: At, isDescending: boolean): RawBuilder<unknown> {
  return sql.raw(`${isDescending ? '<' : '>'}${'from' in at ? '=' : ''}`);
}

/** Who is found: the longest word is looked up in the index, the others are asked of those that it finds. */
function hitsOf(teamId: string, words: readonly string[], state: RosterState | null): RawBuilder<unknown> {
  const [longest = '', ...others] = words.toSorted((one, other) => other.length - one.length);
  const begins = (table: string, word: string) => {
    const column = sql.ref(`${table}.word`);
    return sql`${column} >= ${word} and ${column} < ${`${word}${lastCharacter}`}`;
  };
  return sql`
    select distinct found.slack_user_id from roster_words as found indexed by roster_words_by_word
    where found.team_id = ${teamId} and ${begins('found', longest)}
      ${sql.join(
        others.map(
          (word) => sql`and exists (
            select 1 from roster_words as also
            where also.team_id = found.team_id and also.slack_user_id = found.slack_user_id and ${begins('also', word)}
          )`,
        ),
        sql` `,
      )}
      ${
        state === null
          ? sql``
          : sql`and exists (
              select 1 from roster as person
              where person.team_id = found.team_id and person.slack_user_id = found.slack_user_id
                and person.rank = ${rankOf(state)}
            )`
      }
    limit ${mostHits + 1}`;
}

async function count(database: Database, hits: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ people: number }>`select count(*) as people from (${hits})`.execute(database);
  return rows[0]?.people ?? 0;
}

function rankOf(state: RosterState): number {
  return rosterStates.indexOf(state);
}
