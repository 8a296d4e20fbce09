/** How long Composio is waited for, and how often it is asked, unless something else is said. */

import { expect, test } from 'vitest';
import { createComposioClient } from '../../../src/adapters/composio/client.ts';
import { createMetrics } from '../../../src/adapters/metrics.ts';

const client = () => createComposioClient({ apiKey: 'ak_1', baseUrl: 'http://127.0.0.1:9' }, createMetrics());

test('a read gets eight seconds and a second attempt', async () => {
  const asked = await client().read('any', async ({ timeout, maxRetries }) => ({ timeout, maxRetries }));
  expect(asked).toEqual({ timeout: 8_000, maxRetries: 1 });
});

test('a write gets ten seconds and no second attempt', async () => {
  const asked = await client().write('any', async (_sdk, { timeout, maxRetries }) => ({ timeout, maxRetries }));
  expect(asked).toEqual({ timeout: 10_000, maxRetries: 0 });
});
