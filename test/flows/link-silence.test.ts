/** Composio never answers the request for a link. */

import { expect, test } from 'vitest';
import { accountsOf, attemptsOf, linkRequests, startReadyWorld } from './connect-steps.ts';
import { linkOf, littlePatience } from './world.ts';

test('a request that hangs is given up, looked for and made once more', async () => {
  const world = await startReadyWorld({ composioPatience: littlePatience });
  const { ben } = world;
  world.composio.faults.add('POST /connected_accounts/link', { kind: 'hang', processed: true });
  await ben.types('/gong-connect');
  await (await ben.waitForModal('Connect Gong')).submit();
  await expect.poll(() => linkRequests(world).length, { timeout: 15_000, interval: 100 }).toBe(2);
  await linkOf(ben);
  const [attempt] = attemptsOf(world, ben);
  expect(accountsOf(world, ben).map(({ id }) => id)).toEqual([attempt?.account_id]);
  expect(ben.dm()).toHaveLength(1);
  await world.end();
});
