/** How long a look at every connection takes, when there are many. */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { RunningBot } from './running-bot.ts';

/** Gives a workspace that is set up `count` people with a working connection, at Composio and in the database. */
export function addConnections({ sandbox }: RunningBot, count: number): void {
  const { composio, databasePath, slack, clock } = sandbox;
  const database = new Database(databasePath, { timeout: 10_000 });
  const setup = database.prepare<[], { auth_config_id: string }>('select auth_config_id from setups').get();
  const authConfigId = String(setup?.auth_config_id);
  const person = database.prepare('insert into people values (?, ?, ?, ?)');
  const connection = database.prepare(
    `insert into connections (id, team_id, owner, state, account_id, auth_config_id, status, since, base_url,
       verified_at, verification)
     values (@id, @team, @owner, 'active', @account, @authConfig, 'ACTIVE', @at, 'https://api.gong.io', @at, 'works')`,
  );
  const fill = database.transaction(() => {
    for (let made = 0; made < count; made += 1) {
      const owner = `U0BENCH${made}`;
      const userId = randomUUID();
      const account = composio.addAccount({ authConfigId, userId, status: 'ACTIVE' });
      person.run(slack.team.id, owner, userId, clock.now());
      connection.run({
        id: randomUUID(),
        team: slack.team.id,
        owner,
        account: account.id,
        authConfig: authConfigId,
        at: clock.now(),
      });
    }
  });
  fill();
  database.close();
}

/** Makes a sweep due and resolves with how long it took, in milliseconds, once it is complete. */
export async function sweepDuration({ sandbox, bot }: RunningBot): Promise<number> {
  const database = new Database(sandbox.databasePath, { readonly: true });
  const newest = database.prepare<[], { began_at: number; ended_at: number | null; is_complete: number }>(
    'select began_at, ended_at, is_complete from sweeps order by began_at desc limit 1',
  );
  const before = newest.get()?.began_at ?? 0;
  try {
    for (let waited = 0; waited < 240; waited += 1) {
      const sweep = newest.get();
      // A sweep that was at work meanwhile takes the next one's turn: then another is made due.
      if ((sweep?.began_at ?? 0) <= before && waited % 8 === 0) await bot.advance(301_000);
      if (sweep && sweep.began_at > before && sweep.is_complete === 1 && sweep.ended_at !== null) {
        return sweep.ended_at - sweep.began_at;
      }
      await pause(250);
    }
    return Number.NaN;
  } finally {
    database.close();
  }
}
