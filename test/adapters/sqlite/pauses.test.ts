/** A pause in the database: what was due in it waits until it is known what works again. */

import { expect, test } from 'vitest';
import { composeCompanyAlert } from '../../../src/company/compose-outages.ts';
import { useScratchStore } from './scratch-store.ts';

const team = 'T1';
const minuteMs = 60_000;
const scratch = useScratchStore();
const { write } = scratch;

/** A connection that is out, and of which a reminder is due. */
function isOut(owner: string, authConfigId: string): void {
  write(
    `insert into connections (id, team_id, owner, state, cause, account_id, auth_config_id, since)
     values (?, ?, ?, 'broken', 'expired', ?, ?, 1)`,
    `c-${owner}`,
    team,
    owner,
    `ca-${owner}`,
    authConfigId,
  );
  write(
    `insert into outages (id, team_id, connection_id, owner, began_at, cause, next_reminder_at)
     values (?, ?, ?, ?, 1, 'expired', 50)`,
    `o-${owner}`,
    team,
    `c-${owner}`,
    owner,
  );
}

const pause = { id: 'p1', teamId: team, authConfigId: 'ac_1', pausedBy: 'UADMIN', beganAt: 10 };
const due = async (now: number): Promise<string[]> =>
  (await scratch.store.dueReminders(team, now)).map(({ owner }) => owner).sort();

test('nobody is reminded of what is paused, the company included, and only after a look when it goes on', async () => {
  isOut('company', 'ac_1');
  isOut('U1', 'ac_1');
  isOut('U2', 'ac_before');
  await scratch.store.beginPause(pause);
  expect(await due(100)).toEqual(['U2']);
  await scratch.store.endPause(team, 'p1', { by: 'UADMIN', outcome: 'resumed' }, 100);
  expect(await due(100)).toEqual(['U2']);
  expect(await due(100 + 15 * minuteMs)).toEqual(['U1', 'U2', 'company']);
});

test('an alert about the company that nobody has seen waits for the end of the pause', async () => {
  isOut('company', 'ac_1');
  await scratch.store.beginPause(pause);
  const compose = composeCompanyAlert(
    { store: scratch.store },
    async () => null,
    async () => 'moot',
  );
  const alert = { id: 'm1', kind: 'alert', subject: 'o-company', dedupeKey: 'alert', recipient: 'UADMIN' };
  await scratch.store.oweAll(team, [{ ...alert, data: { reminder: 1 } }], 50);
  const message = await scratch.store.messageByKey(team, 'alert');
  if (message === null) throw new Error('nothing is owed');
  expect(await compose(message)).toBe('later');
  expect(await compose({ ...message, ts: '1.0' })).toMatchObject({ text: expect.any(String) });
  await scratch.store.endPause(team, 'p1', { by: 'UADMIN', outcome: 'resumed' }, 100);
  expect(await compose(message)).toMatchObject({ text: expect.any(String) });
});
