/** A pause that begins while the canary's link is asked for: an older link proves nothing about the new secret. */

import { expect, test, vi } from 'vitest';
import { startCanary } from '../../src/rotation/rotate.ts';

test.each(['company', 'personal'])('no older link is taken for the canary (%s)', async (mode) => {
  const beginCanary = vi.fn();
  const before = { id: 'a0', state: 'won', authConfigId: 'ac_1', baseUrl: 'https://api.gong.io' };
  const store = {
    savedSetup: async () => ({ id: 's1' }),
    openPause: async () => null,
    companyStatus: async () => ({ attempt: before }),
    statusOf: async () => ({ attempt: before }),
    beginAttempt: async ({ owner }: { owner: string }) =>
      mode === 'personal' && owner === 'company' ? 'personal' : 'paused',
    beginCanary,
  };
  const identity = { uuid: () => 'x', nonce: () => 'y' };
  const outside = { store, identity, clock: { now: () => 1 } } as unknown as Parameters<typeof startCanary>[0];
  const setup = { id: 's1', teamId: 'T1', authConfigId: 'ac_1', apiBaseUrl: 'https://api.gong.io' };
  const given = { setup, rotationId: 'r1', by: 'UANA' } as unknown as Parameters<typeof startCanary>[1];
  expect(await startCanary(outside, given)).toBe('paused');
  expect(beginCanary).not.toHaveBeenCalled();
});
