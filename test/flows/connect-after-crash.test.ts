/** A bot that starts again and finds a link of which it cannot tell whether Slack has shown it. */

import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import {
  accountsOf,
  allow,
  attemptBecomes,
  eventually,
  linkRequests,
  linksIn,
  startReadyWorld,
} from './connect-steps.ts';
import { requestsTo, slackRefusals } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
afterEach(async () => {
  expect(slackRefusals(world)).toEqual([]);
  await world.end();
});

/** Ben has his link, and the bot stops as if it had died before it could write down that Slack shows it. */
async function dieBeforeItIsKnown(): Promise<{ link: string; accountId: string }> {
  const link = await askForLink(world.ben);
  const { account_id } = await attemptBecomes(world, world.ben, 'pending');
  await eventually(
    () => world.rows("select id from messages where kind = 'link' and shown_revision = revision").length === 1,
  );
  await world.current.bot.stop();
  const database = new Database(world.databasePath);
  database.exec("update messages set shown_revision = revision - 1, state = 'owed' where kind = 'link'");
  database.close();
  return { link, accountId: account_id ?? '' };
}

test('a link that somebody has opened meanwhile is theirs to finish', async () => {
  world = await startReadyWorld();
  const { link, accountId } = await dieBeforeItIsKnown();
  await world.composio.follow(link, { decision: 'close' });
  expect(world.composio.account(accountId).status).toBe('INITIATED');
  await world.restart();
  const looks = () => requestsTo(world, `GET /connected_accounts/${accountId}`).length;
  const before = looks();
  world.clock.advance(5_000);
  await eventually(() => looks() > before);
  expect(world.ben.dm().flatMap(linksIn)).toEqual([link]);
  await allow(world, link);
  await world.ben.waitForDm('Gong is connected.');
  expect(linkRequests(world)).toHaveLength(1);
  expect(accountsOf(world, world.ben)).toEqual([{ id: accountId, status: 'ACTIVE' }]);
});

test('while Composio cannot be asked nothing is deleted, and Composio is not pestered', async () => {
  world = await startReadyWorld();
  const { accountId } = await dieBeforeItIsKnown();
  // The SDK does not repeat what was refused, so that every look is one request.
  const heal = world.composio.faults.add('*', { kind: 'http', status: 401 }, Number.POSITIVE_INFINITY);
  await world.restart({ more: { LINK_POLL_SECONDS: '60' } });
  const looks = () => requestsTo(world, `GET /connected_accounts/${accountId}`).length;
  await eventually(() => looks() > 0);
  const noted = world.clock.now();
  for (let turn = 0; turn < 2_000; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  // One for the link that may not have been shown, one for the link in use; again after five seconds.
  expect(looks()).toBeLessThanOrEqual(2 + Math.ceil((world.clock.now() - noted) / 5_000));
  expect(requestsTo(world, `DELETE /connected_accounts/${accountId}`)).toEqual([]);
  heal();
  world.clock.advance(5_000);
  await eventually(() => world.ben.dm().flatMap(linksIn).length === 1 && linkRequests(world).length === 2);
  await world.ben.waitForDm('Your personal link is ready');
});
