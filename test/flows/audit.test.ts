/** The audit as an admin reads it in Slack, gets it as a file, and an operator verifies it. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShownModal } from '../sandbox/slack/driver/shown-view.ts';
import { writing } from './crowd.ts';
import { connect, setUp, startWorld, type World } from './world.ts';

const program = fileURLToPath(new URL('../../src/audit-verify.ts', import.meta.url));

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

async function openAudit(): Promise<ShownModal> {
  await world.ana.types('/gong-setup');
  await (await world.ana.waitForEphemeral('Gong is set up.')).press('Audit');
  return world.ana.waitForModal('JSON Lines');
}

function verify(...given: string[]): Promise<{ code: number; out: string }> {
  const env = { DATABASE_PATH: world.databasePath };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...given], { env }, (error, out) =>
      resolve({ code: error ? Number(error.code) : 0, out }),
    );
  });
}

test('an admin reads who did what, looks for some of it, and gets all of it as JSON Lines', async () => {
  await setUp(world);
  await connect(world, world.ben);
  const shown = await openAudit();
  expect(shown.text()).toMatch(/@Ana.* · setup saved/);
  expect(shown.text()).toMatch(/@Ben.* · link requested/);
  expect(shown.text()).toMatch(/@Ben.* · connection active/);

  await shown.fill('audit:topic', 'setup');
  const setups = await world.ana.waitForModal((modal) => !/link requested/.test(modal.text()));
  expect(setups.text()).toMatch(/setup submitted/);
  await setups.fill('audit:actor', world.ben.id);
  const none = await world.ana.waitForModal('Nothing here.');
  await none.fill('audit:topic', 'all');
  const bens = await world.ana.waitForModal(/link requested/);
  expect(bens.text()).not.toMatch(/setup saved/);

  await bens.press('Send me these as JSON Lines');
  await world.ana.waitForModal('2 lines are in your direct messages');
  const message = await world.ana.waitForDm((one) => one.files.length === 1);
  const lines = (message.files[0]?.content ?? '').trim().split('\n');
  const [line, newer] = lines.map((text) => JSON.parse(text) as Record<string, unknown>);
  const [row] = world.rows<{ hash: string }>("select hash from audit where action = 'link.requested'");
  expect(line).toMatchObject({ actor: world.ben.id, action: 'link.requested', hash: row?.hash });
  expect(newer).toMatchObject({ actor: world.ben.id, action: 'connection.active' });
  expect(world.rows("select actor from audit where action = 'audit.exported'")).toEqual([{ actor: world.ana.id }]);

  // What was chosen can be given up again, one and then the other.
  await (await world.ana.waitForModal('2 lines are in')).press('By anybody');
  const anybodys = await world.ana.waitForModal(/setup saved/);
  await anybodys.fill('audit:subject', world.ben.id);
  const about = await world.ana.waitForModal((modal) => !/setup saved/.test(modal.text()));
  expect(about.text()).toMatch(/connection active/);
  await about.press('About anybody');
  const all = await world.ana.waitForModal(/setup saved/);
  expect(all.buttons().map(({ text }) => text)).not.toContain('By anybody');
});

test('what is sent is written down before it leaves, and nothing is sent that cannot be', async () => {
  await setUp(world);
  world.slack.faults.add('files.completeUploadExternal', { kind: 'http', status: 500 });
  await (await openAudit()).press('Send me these as JSON Lines');
  await world.ana.waitForModal((modal) => modal.text().includes(':warning:'));
  expect(world.rows("select 1 from audit where action = 'audit.exported'")).toHaveLength(1);

  const uploads = (): number =>
    world.slack.calls.filter(({ method }) => method === 'files.getUploadURLExternal').length;
  const before = uploads();
  writing(world, (_insert, database) => {
    database.exec("create trigger full before insert on audit begin select raise(abort, 'full'); end");
  });
  await (await world.ana.waitForModal()).press('Send me these as JSON Lines');
  await world.ana.waitForModal('Something went wrong.');
  expect(uploads()).toBe(before);
});

test('pages go back in time, older lines after newer ones, each once', async () => {
  await setUp(world);
  const { current, clock } = world;
  await current.bot.stop();
  const { openStore } = await import('../../src/adapters/sqlite/store.ts');
  const store = openStore(world.databasePath);
  for (let index = 0; index < 40; index += 1) {
    const entry = { actor: 'bot', action: 'connection.active', subject: `U0PAGE${index}` };
    await store.audit(world.slack.team.id, entry, clock.now());
  }
  await store.close();
  await world.restart();
  const seen: string[] = [];
  const take = (modal: ShownModal): void => {
    seen.push(...(JSON.stringify(modal.blocks).match(/U0PAGE\d+/g) ?? []));
  };
  const first = await openAudit();
  take(first);
  await first.press('Older');
  take(await world.ana.waitForModal((modal) => JSON.stringify(modal.blocks).includes('U0PAGE10')));
  expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `U0PAGE${39 - index}`));
  await (await world.ana.waitForModal()).press('Back to the newest');
  await world.ana.waitForModal((modal) => JSON.stringify(modal.blocks).includes('U0PAGE39'));
});

test('nobody but an admin reads it, not even with a view that was open before', async () => {
  await setUp(world);
  const shown = await openAudit();
  await world.slack.changePerson(world.ana.id, { isAdmin: false });
  await shown.press('Send me these as JSON Lines');
  await world.ana.waitForModal('Only admins');
  expect(world.rows("select 1 from audit where action = 'audit.exported'")).toEqual([]);
});

test('the operator’s check finds a line that was changed, and one that was cut off', async () => {
  await setUp(world);
  const intact = await verify();
  expect(intact).toMatchObject({ code: 0, out: expect.stringContaining('The audit is as it was written.') });
  const kept = /hash ([0-9a-f]{64})/.exec(intact.out)?.[1] ?? '';
  expect((await verify('--expect', kept)).code).toBe(0);

  await world.current.bot.stop();
  const database = new Database(world.databasePath);
  database.exec('drop trigger audit_is_never_shortened; delete from audit where id = (select max(id) from audit)');
  database.close();
  const cut = await verify();
  expect(cut.code).toBe(1);
  expect(cut.out).toMatch(/Line \d+ was written and is missing\.\nThe audit is NOT as it was written\./);
  expect((await verify('--expect', kept)).out).toContain('No line has the hash that was expected');

  const again = new Database(world.databasePath);
  again.exec("drop trigger audit_is_append_only; update audit set actor = 'U0OTHER' where id = 1");
  again.close();
  const changed = await verify();
  expect(changed.code).toBe(1);
  expect(changed.out).toMatch(/line 1 \(.*\) was changed after it was written/);
});
