/** The page after consent when it is opened again and again, and when Composio is slow. */

import { afterEach, expect, test } from 'vitest';
import { allow, attemptBecomes, eventually, startReadyWorld } from './connect-steps.ts';
import { requestsTo } from './setup-steps.ts';
import { askForLink, type World } from './world.ts';

let world: World;
afterEach(() => world.end());

const titleOf = (html: string): string => /<title>(.*)<\/title>/.exec(html)?.[1] ?? '';

async function page(nonce: string, rest = ''): Promise<string> {
  return titleOf(await (await fetch(`${world.bot.url}/composio/callback?nonce=${nonce}${rest}`)).text());
}

test('opened again after the connection was made, it says the same and asks Composio nothing', async () => {
  world = await startReadyWorld();
  await allow(world, await askForLink(world.ben));
  await world.ben.waitForDm('Gong answers.');
  const { nonce, account_id } = await attemptBecomes(world, world.ben, 'won');
  const looks = () => requestsTo(world, `GET /connected_accounts/${account_id}`).length;
  const before = looks();
  for (const query of ['', '&status=failed&error=denied', `&connected_account_id=ca_other`]) {
    expect(await page(nonce, query)).toBe('Gong is connected');
  }
  expect(looks()).toBe(before);
  expect(world.ben.dm()).toHaveLength(1);
});

test('while Composio is slow to answer, the browser is not kept waiting', async () => {
  world = await startReadyWorld({ more: { LINK_POLL_SECONDS: '600' } });
  await askForLink(world.ben);
  const { nonce, account_id } = await attemptBecomes(world, world.ben, 'pending');
  world.composio.faults.add('GET /connected_accounts/:id', { kind: 'delay', ms: 60_000 });
  const opened = page(nonce);
  await eventually(() => requestsTo(world, `GET /connected_accounts/${account_id}`).length > 0);
  world.clock.advance(4_000);
  expect(await opened).toBe('Nearly there');
  world.clock.advance(56_000);
});
