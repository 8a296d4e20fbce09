/** The roster's rows. Triggers keep their states (schema 5); here they are read, and given their names. */

import { type RawBuilder, sql } from 'kysely';
import { companyOwner } from '../../model.ts';
import { foldName, wordsOfName } from '../../search-words.ts';
import { type RosterFileRow, type RosterState, type RosterStore, rosterStates } from '../../stores/roster.ts';
import { writeAudit } from './audit.ts';
import { insertMessage } from './messages.ts';
import { createRosterPages, type EntryRow, entryColumns, toEntry, withConnection } from './roster-pages.ts';
import { type Database, transact } from './transaction.ts';

interface FileRow extends EntryRow {
  external_user_id: string | null;
  account_id: string | null;
  status: string | null;
  auth_config_id: string | null;
  base_url: string | null;
  added_at: number;
}

export function createRosterStore(database: Database): RosterStore {
  const counts = async (teamId: string): Promise<Record<RosterState, number>> => {
    const rows = await database
      .selectFrom('roster_counts')
      .select(['state', 'people'])
      .where('team_id', '=', teamId)
      .execute();
    const known = new Map(rows.map(({ state, people }) => [state, people]));
    return Object.fromEntries(rosterStates.map((state) => [state, known.get(state) ?? 0])) as Record<
      RosterState,
      number
    >;
  };
  const total = async (teamId: string, state: RosterState | null): Promise<number> => {
    const all = await counts(teamId);
    return state === null ? Object.values(all).reduce((sum, people) => sum + people, 0) : all[state];
  };

  return {
    rosterCounts: counts,
    ...createRosterPages(database, total),

    rosterEntry: async (teamId, slackUserId) => {
      const { rows } = await sql<EntryRow>`
        select ${entryColumns} from roster ${withConnection}
        where roster.team_id = ${teamId} and roster.slack_user_id = ${slackUserId}`.execute(database);
      return rows[0] ? toEntry(rows[0]) : null;
    },

    rosterFileRows: async (teamId, after, limit) => {
      const { rows } = await readFileRows(teamId, after, limit).execute(database);
      return rows.map(toFileRow);
    },

    namelessPeople: async (teamId, limit) => {
      const rows = await database
        .selectFrom('roster')
        .select('slack_user_id')
        .where('team_id', '=', teamId)
        .where('name', 'is', null)
        .orderBy('slack_user_id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.slack_user_id);
    },

    rememberMembers: (teamId, members, now) => rememberMembers(database, teamId, members, now),

    askToRepair: (teamId, message, by, now) =>
      transact(database, async (within) => {
        if (!(await insertMessage(within, teamId, message, now))) return false;
        await writeAudit(within, teamId, { actor: by, action: 'person.nudged', subject: message.recipient }, now);
        return true;
      }),

    historyOf: async (teamId, slackUserId, withCompany, limit) => {
      const newest = async (subject: string) =>
        database
          .selectFrom('audit')
          .select(['id', 'at', 'action', 'actor', 'subject'])
          .where('team_id', '=', teamId)
          .where('subject', '=', subject)
          .orderBy('id', 'desc')
          .limit(limit)
          .execute();
      const lines = [...(await newest(slackUserId)), ...(withCompany ? await newest(companyOwner) : [])];
      return lines
        .toSorted((one, other) => other.id - one.id)
        .slice(0, limit)
        .map(({ at, action, actor, subject }) => ({ at, action, actor, subject }));
    },
  };
}

function readFileRows(teamId: string, after: string, limit: number): RawBuilder<FileRow> {
  return sql<FileRow>`
    select ${entryColumns}, people.external_user_id, connection.account_id, connection.status,
      connection.auth_config_id, connection.base_url, roster.added_at
    from roster ${withConnection}
    left join people on people.team_id = roster.team_id and people.slack_user_id = roster.slack_user_id
    where roster.team_id = ${teamId} and roster.slack_user_id > ${after}
    order by roster.slack_user_id limit ${limit}`;
}

function toFileRow(row: FileRow): RosterFileRow {
  return {
    ...toEntry(row),
    externalUserId: row.external_user_id,
    accountId: row.account_id,
    status: row.status,
    authConfigId: row.auth_config_id,
    baseUrl: row.base_url,
    addedAt: row.added_at,
  };
}

async function rememberMembers(
  database: Database,
  teamId: string,
  members: Parameters<RosterStore['rememberMembers']>[1],
  now: number,
): Promise<void> {
  if (members.length === 0) return;
  const ids = members.map(({ slackUserId }) => slackUserId);
  const rows = await database
    .selectFrom('roster')
    .select(['slack_user_id', 'name', 'sort_name', 'left_at'])
    .where('team_id', '=', teamId)
    .where('slack_user_id', 'in', ids)
    .execute();
  const known = new Map(rows.map((row) => [row.slack_user_id, row]));
  const changed = members.filter(({ slackUserId, name, isDeactivated }) => {
    const row = known.get(slackUserId);
    if (row === undefined) return false;
    // An older version may have folded the same name otherwise, and its words with it.
    return row.name !== name || row.sort_name !== foldName(name) || (row.left_at !== null) !== isDeactivated;
  });
  if (changed.length === 0) return;
  const words = JSON.stringify(
    changed.flatMap(({ slackUserId, name }) =>
      [...new Set([...wordsOfName(name), slackUserId.toLowerCase()])].map((word) => ({ id: slackUserId, word })),
    ),
  );
  await transact(database, async (within) => {
    for (const { slackUserId, name, isDeactivated } of changed) {
      const leftAt = isDeactivated ? (known.get(slackUserId)?.left_at ?? now) : null;
      await within
        .updateTable('roster')
        .set({ name, sort_name: foldName(name), left_at: leftAt })
        .where('team_id', '=', teamId)
        .where('slack_user_id', '=', slackUserId)
        .execute();
    }
    await within
      .deleteFrom('roster_words')
      .where('team_id', '=', teamId)
      .where(
        'slack_user_id',
        'in',
        changed.map(({ slackUserId }) => slackUserId),
      )
      .execute();
    await sql`
      insert into roster_words select ${teamId}, value ->> 'id', value ->> 'word' from json_each(${words}) where true
      on conflict do nothing`.execute(within);
  });
}
