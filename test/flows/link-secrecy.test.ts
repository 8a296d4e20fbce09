/** A connect link is a key: it is in the DM while it works, and nowhere else, not even in the database's free pages. */

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { allow, attemptBecomes, linksIn, nextLink, startReadyWorld } from './connect-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
afterEach(() => world.end());

/** Everything SQLite has on disk: the database, its log and its index. */
async function databaseBytes(): Promise<string> {
  const folder = dirname(world.databasePath);
  const names = (await readdir(folder)).filter((name) => name.startsWith(basename(world.databasePath)));
  return names.map((name) => readFileSync(join(folder, name), 'latin1')).join('\n');
}

test('no link is in the database, while it works or after', async () => {
  world = await startReadyWorld();
  const link = await askForLink(world.ben);
  const token = link.split('/').at(-1) ?? '';
  expect(token).toMatch(/^ln_/);
  const { account_id, nonce } = await attemptBecomes(world, world.ben, 'pending');
  const whileItWorks = await databaseBytes();
  expect(whileItWorks).toContain(account_id);
  expect(whileItWorks).toContain(nonce);
  expect(whileItWorks).not.toContain(token);
  await allow(world, link);
  await world.ben.waitForDm('Gong is connected.');
  expect(await databaseBytes()).not.toContain(token);
});

test('a link is shown to the one who asked, in their DM alone', async () => {
  world = await startReadyWorld();
  const { ana, ben, chloe } = world;
  await ben.types('/gong-connect', { channel: 'sales' });
  const form = await ben.waitForModal('Connect Gong');
  const link = await nextLink(world, ben, () => form.submit());
  expect(ben.dm().flatMap(linksIn)).toEqual([link]);
  const elsewhere = [
    ...ben.sees(),
    ...ana.sees(),
    ...ana.dm(),
    ...chloe.sees(),
    ...chloe.dm(),
    ...ben.messages('sales'),
    ...ben.messages('general'),
  ];
  expect(JSON.stringify([elsewhere, ben.modal()?.blocks])).not.toContain(link);
  const channels = new Set(world.slack.callsTo('chat.postMessage').map(({ args }) => args.channel));
  expect(channels).toEqual(new Set([ben.dm()[0]?.channel]));
});
