/** Whose connected account is whose: only the bot knows, so its database is read, as `npm run export` does. */

import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

export interface Owners {
  /** The Slack user ID behind an external user ID; null for one that the bot did not make. */
  slackUserIdOf(externalUserId: string): string | null;
}

interface PersonRow {
  external_user_id: string;
  slack_user_id: string;
}

function readPeople(databasePath: string): PersonRow[] {
  const database = new Database(databasePath, { readonly: true, timeout: 200 });
  try {
    const exists = database.prepare("select 1 from sqlite_master where type = 'table' and name = 'people'").get();
    if (!exists) return [];
    return database.prepare<[], PersonRow>('select external_user_id, slack_user_id from people').all();
  } finally {
    database.close();
  }
}

/** What can be read now: a bot that is starting or dying may hold the file, and is asked again at the next look. */
function readWhatCanBe(databasePath: string): PersonRow[] {
  try {
    return existsSync(databasePath) ? readPeople(databasePath) : [];
  } catch (error) {
    if (error instanceof Database.SqliteError) return [];
    throw error;
  }
}

/** Remembers what it read, and looks again only when it is asked about somebody new. */
export function createOwners(databasePath: string): Owners {
  const known = new Map<string, string>();
  return {
    slackUserIdOf: (externalUserId) => {
      if (!known.has(externalUserId)) {
        for (const row of readWhatCanBe(databasePath)) known.set(row.external_user_id, row.slack_user_id);
      }
      return known.get(externalUserId) ?? null;
    },
  };
}
