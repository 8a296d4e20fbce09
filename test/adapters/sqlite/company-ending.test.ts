/** Who uses the company connection, in the database: what each transaction changes, and whom it tells. */

import { expect, test } from 'vitest';
import { useScratchStore } from './scratch-store.ts';

const team = 'T1';
const scratch = useScratchStore();
const { write } = scratch;

test('who goes over to personal tells those who wanted in or were in, and nobody who had left', async () => {
  await scratch.store.chooseConnectionMode(team, 'company', 'UADMIN', () => [], 1);
  for (const state of ['wanted', 'granted', 'withdrawing', 'withdrawn']) {
    write('insert into people values (?, ?, ?, 1)', team, `U${state}`, `external-${state}`);
    write(
      'insert into grants (team_id, slack_user_id, state, since, asked_at) values (?, ?, ?, 1, 1)',
      team,
      `U${state}`,
      state,
    );
  }
  const told: string[] = [];
  const tell = (people: readonly string[]) => {
    told.push(...people);
    return [];
  };
  await scratch.store.chooseConnectionMode(team, 'personal', 'UADMIN', tell, 2);
  expect(told.sort()).toEqual(['Ugranted', 'Uwanted']);
  expect(await scratch.store.countGrants(team)).toEqual({ withdrawn: 4 });
});
