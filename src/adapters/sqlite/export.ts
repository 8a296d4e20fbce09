/** Who has which external user ID and connected account, read from the database file while the bot may be writing. */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DatabaseUnusable } from '../../errors.ts';
import { whyUnusable } from './failures.ts';

/** In the order in which they are printed. */
export const exportColumns = [
  'slack_team_id',
  'slack_user_id',
  'external_user_id',
  'connection',
  'connected_account_id',
  'composio_status',
  'auth_config_id',
  'api_base_url',
  'since',
] as const;

export type ExportRow = Record<(typeof exportColumns)[number], string | null>;

const query = `
  select
    people.team_id as slack_team_id,
    people.slack_user_id,
    people.external_user_id,
    coalesce(connections.state, 'none') as connection,
    connections.account_id as connected_account_id,
    connections.status as composio_status,
    connections.auth_config_id,
    connections.base_url as api_base_url,
    connections.since
  from people
  left join connections on connections.team_id = people.team_id and connections.owner = people.slack_user_id
  order by people.team_id, people.created_at, people.slack_user_id`;

/**
 * @returns one row a person who ever asked for a link; `since` as ISO 8601 in UTC
 * @throws DatabaseUnusable when there is no database at `path`, or it is not this version's
 */
export function readExport(path: string): ExportRow[] {
  if (!existsSync(path)) {
    throw new DatabaseUnusable(
      `There is no database at ${path}. Start the bot once, or set DATABASE_PATH to where its database is.`,
    );
  }
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: true, timeout: 5_000 });
    const rows = database.prepare<[], ExportRow & { since: number | null }>(query).all();
    return rows.map((row) => ({ ...row, since: row.since === null ? null : new Date(row.since).toISOString() }));
  } catch (cause) {
    const why = whyUnusable(cause) ?? 'it was not written by this version of the bot';
    throw new DatabaseUnusable(`The database at ${path} cannot be read: ${why}.`, { cause });
  } finally {
    database?.close();
  }
}
