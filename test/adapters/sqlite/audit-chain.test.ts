/** The audit's chain: written by the store, read by the verification, broken by whoever has the file. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerAuditHash } from '../../../src/adapters/sqlite/audit-chain.ts';
import { verifyAudit } from '../../../src/adapters/sqlite/audit-verification.ts';
import { migrations } from '../../../src/adapters/sqlite/migrations.ts';
import { migrate } from '../../../src/adapters/sqlite/open.ts';
import { openStore } from '../../../src/adapters/sqlite/store.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gong-connect-audit-'));
  path = join(folder, 'bot.db');
});
afterEach(() => rm(folder, { recursive: true }));

async function writeLines(lines: number): Promise<void> {
  const store = openStore(path);
  for (let index = 0; index < lines; index += 1) {
    const entry = { actor: 'U1', action: 'people.invited', subject: `U${index}`, detail: { name: 'Zoë "Z" \n' } };
    await store.audit(index % 2 === 0 ? 'T1' : 'T2', entry, 1_000 + index);
  }
  await store.close();
}

/** Somebody with the file and the will: triggers do not stop them. */
function tamper(sql: string): void {
  const database = new Database(path);
  database.exec('drop trigger audit_is_append_only; drop trigger audit_is_never_shortened;');
  database.exec(sql);
  database.close();
}

describe('a chain', () => {
  test('that nobody touched holds, each team for itself', async () => {
    await writeLines(6);
    const report = verifyAudit(path, null);
    expect(report).toMatchObject({ breaks: [], gaps: [] });
    expect(report.teams.map(({ teamId, lines }) => [teamId, lines])).toEqual([
      ['T1', 3],
      ['T2', 3],
    ]);
  });

  test.each([
    ['a changed actor', "update audit set actor = 'U9' where id = 3", 'changed'],
    ['a changed time', 'update audit set at = 5 where id = 3', 'changed'],
    ['a changed detail', "update audit set detail = '{}' where id = 3", 'changed'],
    ['a line left out', 'delete from audit where id = 3', 'displaced'],
    ['the first line left out', 'delete from audit where id = 1', 'displaced'],
    [
      'a line put in between',
      'insert into audit (team_id, at, actor, action, subject, detail, previous_hash, hash) select team_id, at, actor, action, subject, detail, previous_hash, hash from audit where id = 3',
      'displaced',
    ],
  ])('with %s no longer fits', async (_what, sql, kind) => {
    await writeLines(6);
    tamper(sql);
    const { breaks } = verifyAudit(path, null);
    expect(breaks.map((one) => one.kind)).toContain(kind);
    expect(breaks.every(({ teamId }) => teamId === 'T1')).toBe(true);
  });

  test('of which a later part was cut off is found out by a hash that was kept', async () => {
    await writeLines(6);
    const kept = verifyAudit(path, null).teams[0]?.lastHash ?? '';
    expect(verifyAudit(path, kept).holdsExpected).toBe(true);
    tamper('delete from audit where id = 5');
    expect(verifyAudit(path, null).breaks).toEqual([]);
    expect(verifyAudit(path, kept).holdsExpected).toBe(false);
  });

  test.each([
    ['its last line', 'id = 6', [{ from: 6, to: 6 }]],
    ['its end', 'id > 2', [{ from: 3, to: 6 }]],
    ['its beginning', 'id < 3', [{ from: 1, to: 2 }]],
    ['everything', 'true', [{ from: 1, to: 6 }]],
    [
      'two pieces',
      'id in (2, 3, 5)',
      [
        { from: 2, to: 3 },
        { from: 5, to: 5 },
      ],
    ],
  ])('without %s is found out by its numbers', async (_what, which, gaps) => {
    await writeLines(6);
    tamper(`delete from audit where ${which}`);
    expect(verifyAudit(path, null).gaps).toEqual(gaps);
  });

  test('that was cut off and went on is found out, although every line follows the one before it', async () => {
    await writeLines(6);
    tamper('delete from audit where id > 2');
    await writeLines(4);
    expect(verifyAudit(path, null)).toMatchObject({ breaks: [], gaps: [{ from: 3, to: 6 }] });
  });

  test('with nothing in it yet is whole, and so is one whose last line came to nothing', async () => {
    await writeLines(0);
    expect(verifyAudit(path, null)).toMatchObject({ teams: [], breaks: [], gaps: [] });
    await writeLines(2);
    tamper(`begin; insert into audit (team_id, at, actor, action, subject, detail, previous_hash, hash)
      select team_id, at, actor, action, subject, detail, previous_hash, hash from audit; rollback;`);
    await writeLines(1);
    expect(verifyAudit(path, null)).toMatchObject({ breaks: [], gaps: [] });
  });
});

test('an audit from before the chain is chained as it is found', async () => {
  const database = new Database(path);
  registerAuditHash(database);
  const older = migrations.filter(({ version }) => version < 7);
  migrate(database, older);
  const insert = database.prepare(
    "insert into audit (team_id, at, actor, action, subject, detail) values (?, ?, 'bot', 'connection.active', 'U1', '{}')",
  );
  for (const [team, at] of [
    ['T1', 1],
    ['T2', 2],
    ['T1', 3],
    ['T1', 4],
  ] as const)
    insert.run(team, at);
  database.close();

  const store = openStore(path);
  await store.audit('T1', { actor: 'U1', action: 'setup.saved', subject: 's1' }, 5);
  await store.close();
  const report = verifyAudit(path, null);
  expect(report).toMatchObject({ breaks: [], gaps: [] });
  expect(report.teams.map(({ lines }) => lines)).toEqual([4, 1]);
});
