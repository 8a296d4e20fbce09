/** Steps that the stories of the roster share. */

import Database from 'better-sqlite3';
import type { PersonDriver } from '../sandbox/slack/driver/person.ts';
import type { ShownHome, ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import type { World } from './world.ts';

/** An admin opens the roster from the hub. */
export async function openRoster(admin: PersonDriver): Promise<ShownModal> {
  await admin.modal()?.close(true);
  admin.reloads();
  await admin.types('/gong-setup');
  await (await admin.waitForEphemeral('Gong is set up')).press('Roster');
  return admin.waitForModal(/Roster[\s\S]*(?:Search|Nobody is here)/);
}

/** People who ask for a link and let it lapse, as far as the database knows; their names are the members' of Slack. */
export function addAskers(world: Pick<World, 'slack' | 'databasePath' | 'clock'>, names: readonly string[]): string[] {
  const ids = names.map((name) => world.slack.addPerson({ realName: name, displayName: name }).id);
  const database = new Database(world.databasePath, { timeout: 10_000 });
  try {
    const person = database.prepare('insert into people values (?, ?, ?, ?)');
    const add = database.transaction(() => {
      for (const [index, id] of ids.entries()) {
        person.run(world.slack.team.id, id, `external-${id}`, world.clock.now() - 1_000_000 + index);
      }
    });
    add();
    return ids;
  } finally {
    database.close();
  }
}

/** Who is listed, by the names that mentions are drawn with, in order. */
export function listed(shown: Pick<ShownHome, 'text'>): string[] {
  return [...shown.text().matchAll(/@([^\n]+)\n[^\n]*since /g)].map(([, name]) => (name ?? '').trim());
}

/** The row of a person. */
export function rowOf(shown: Pick<ShownHome, 'text'>, name: string): string {
  const lines = shown.text().split('\n');
  const at = lines.findIndex((line) => line.trim() === `@${name}`);
  return at < 0 ? '' : (lines[at + 1] ?? '');
}

export const blockOf = (id: string): { blockId: string } => ({ blockId: `roster_row:${id}` });
