/** Who has which external user ID and connected account, read from the database file while the bot may be writing. */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DatabaseUnusable } from '../../errors.ts';
import { companyOwner } from '../../model.ts';
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
  'connected_through',
  'company_grant',
] as const;

export type ExportRow = Record<(typeof exportColumns)[number], string | null>;

/** Who is let in to the company's connection has its account, unless their own works. */
const query = `
  select
    people.team_id as slack_team_id,
    people.slack_user_id,
    people.external_user_id,
    coalesce(company.state, own.state, 'none') as connection,
    coalesce(company.account_id, own.account_id) as connected_account_id,
    coalesce(company.status, own.status) as composio_status,
    coalesce(company.auth_config_id, own.auth_config_id) as auth_config_id,
    coalesce(company.base_url, own.base_url) as api_base_url,
    coalesce(company.since, own.since) as since,
    case
      when company.id is not null then 'company'
      when own.state not in ('none', 'left') then 'personal'
    end as connected_through,
    grants.state as company_grant
  from people
  left join connections as own on own.team_id = people.team_id and own.owner = people.slack_user_id
  left join grants on grants.team_id = people.team_id and grants.slack_user_id = people.slack_user_id
  left join connections as company on company.team_id = people.team_id and company.owner = '${companyOwner}'
    and company.state not in ('none', 'left')
    and grants.state in ('wanted', 'granted') and coalesce(own.state, 'none') <> 'active'
  order by people.team_id, people.created_at, people.slack_user_id`;

/**
 * @returns one row a person who ever asked for a link, or to be let in to the company's connection; `since` as ISO 8601 in UTC
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
