/** When many connections that go down together are more than so many single cases. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMassChange, likelyCause } from '../../src/watch/mass-change.ts';

test.each([
  { worsened: 5, activeBefore: 5, isMass: false },
  { worsened: 6, activeBefore: 6, isMass: true },
  { worsened: 6, activeBefore: 29, isMass: true },
  { worsened: 6, activeBefore: 30, isMass: false },
  { worsened: 200, activeBefore: 1_000, isMass: false },
  { worsened: 201, activeBefore: 1_000, isMass: true },
])('$worsened of $activeBefore: $isMass', ({ isMass, ...given }) => {
  expect(isMassChange(given)).toBe(isMass);
});

test('up to five are never a mass change, and more worsening never makes it less of one', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(2_000), fc.nat(100), (worsened, activeBefore, more) => {
      const isMass = isMassChange({ worsened, activeBefore });
      if (worsened <= 5) expect(isMass).toBe(false);
      if (isMass) expect(isMassChange({ worsened: worsened + more, activeBefore })).toBe(true);
      if (isMass) expect(worsened).toBeGreaterThan(activeBefore / 5);
    }),
  );
});

test('the likely cause is what most of them died of', () => {
  const seen = (status: string) => ({
    status,
    statusReason: null,
    isDisabled: false,
    isAuthConfigDisabled: false,
    updatedAt: 1,
  });
  expect(likelyCause([seen('EXPIRED'), seen('REVOKED'), seen('REVOKED')])).toBe('revoked');
  expect(likelyCause([null, null, seen('EXPIRED')])).toBe('deleted');
  expect(likelyCause([{ ...seen('ACTIVE'), isAuthConfigDisabled: true }])).toBe('auth_config_disabled');
});
