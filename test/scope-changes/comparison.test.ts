/** Scopes compared: what is where, who lacks one, and what counts as drift. */

import { describe, expect, test } from 'vitest';
import { compareScopes, inOrder, isSameScopes, lackingSets } from '../../src/scope-changes/comparison.ts';
import { findDrift, fingerprintOf } from '../../src/scope-changes/drift.ts';

const read = 'api:calls:read:basic';
const users = 'api:users:read';
const library = 'api:library:read';
const own = 'api:our-own:thing';

describe('a comparison', () => {
  const granted = [
    { requested: [read, users], count: 4 },
    { requested: [users, library], count: 3 },
    { requested: null, count: 2 },
  ];

  test('says of each scope where it is, and how many connections have it', () => {
    const compared = compareScopes({
      wanted: [own, users, read],
      ticked: [users],
      authConfig: [users, read],
      granted,
    });
    expect(compared).toEqual({
      rows: [
        { scope: read, isWanted: true, isTicked: false, isInAuthConfig: true, granted: 4 },
        { scope: users, isWanted: true, isTicked: true, isInAuthConfig: true, granted: 7 },
        { scope: library, isWanted: false, isTicked: false, isInAuthConfig: false, granted: 3 },
        { scope: own, isWanted: true, isTicked: false, isInAuthConfig: false, granted: 0 },
      ],
      known: 7,
      unknown: 2,
      lacking: 7,
    });
  });

  test('says that it does not know what Composio did not say', () => {
    const { rows } = compareScopes({ wanted: [read], ticked: [read], authConfig: null, granted: [] });
    expect(rows).toEqual([{ scope: read, isWanted: true, isTicked: true, isInAuthConfig: null, granted: 0 }]);
  });

  test('says that it does not know what no admin has said is ticked', () => {
    const { rows } = compareScopes({ wanted: [read], ticked: null, authConfig: [read], granted: [] });
    expect(rows).toEqual([{ scope: read, isWanted: true, isTicked: null, isInAuthConfig: true, granted: 0 }]);
  });

  test('counts whoever lacks one of the wanted, not those with more, nor those nobody knows of', () => {
    expect(lackingSets([read, users], granted)).toEqual([{ requested: [users, library], count: 3 }]);
    expect(lackingSets([users], granted)).toEqual([]);
    expect(lackingSets([], granted)).toEqual([]);
  });

  test('orders as the catalogue does, each scope once, and those typed by hand by name', () => {
    expect(inOrder([own, library, 'api:an-other', read, library])).toEqual([read, library, 'api:an-other', own]);
    expect(isSameScopes([read, users], [users, read, read])).toBe(true);
    expect(isSameScopes([read], [read, users])).toBe(false);
  });
});

describe('drift', () => {
  const uri = 'https://backend.composio.dev/api/v1/auth-apps/add';
  const setup = { scopes: [read, users], redirectUri: uri, redirectUriReadBack: uri };
  const config = { scopes: [users, read], redirectUri: uri };
  const well = [{ requested: [read, users, library], count: 5 }];

  test.each([
    ['all is as it was set up', setup, config, well, false],
    ['the redirect URI is masked', setup, { ...config, redirectUri: null }, well, false],
    ['Composio does not say the scopes', setup, { ...config, scopes: [] }, well, false],
    ['an adopted auth config never said its scopes', { ...setup, scopes: [] }, config, well, false],
    [
      'an adopted auth config never said its redirect URI',
      { ...setup, redirectUri: '', redirectUriReadBack: null },
      config,
      well,
      false,
    ],
    [
      'another redirect URI was read back from the start',
      { ...setup, redirectUri: 'https://x.example', redirectUriReadBack: uri },
      config,
      well,
      false,
    ],
    ['nobody knows what connections have', setup, config, [{ requested: null, count: 9 }], false],
    ['those who lack one are being asked', setup, config, [{ requested: [users], count: 9 }], true],
  ] as const)('is none when %s', (_what, given, facts, granted, isAsking) => {
    expect(findDrift(given, facts, granted, { isAsking, open: null })).toBeNull();
  });

  test('names what is missing, what is extra, where it leads and what connections lack', () => {
    const granted = [...well, { requested: [users], count: 2 }, { requested: [library], count: 1 }];
    const moved = { scopes: [users, own], redirectUri: 'https://other.example/' };
    const drift = findDrift(setup, moved, granted, { isAsking: false, open: null });
    expect(drift).toEqual({
      missing: [read],
      extra: [own],
      redirectUri: 'https://other.example/',
      lacked: [read, users],
      lacking: 3,
    });
  });

  const open = { missing: [read], extra: [own], redirectUri: 'https://other.example/', lacked: [read], lacking: 9 };

  test('stays what it was while people are being asked to reconnect, and ends when nobody lacks anything', () => {
    const lacked = { missing: [], extra: [], redirectUri: null, lacked: [read, users], lacking: 9 };
    const asking = { isAsking: true, open: lacked };
    // Some have reconnected, and what the others lack is less: no news while they are being asked.
    const drift = findDrift(setup, config, [...well, { requested: [users], count: 2 }], asking);
    expect(drift).toEqual({ ...lacked, lacking: 2 });
    expect(drift && fingerprintOf(drift)).toBe(fingerprintOf(lacked));
    expect(findDrift(setup, config, well, asking)).toBeNull();
  });

  test('is not over because Composio does not say any more', () => {
    const masked = { scopes: [], redirectUri: null };
    const granted = [{ requested: [users], count: 9 }];
    expect(findDrift(setup, masked, granted, { isAsking: false, open })).toEqual(open);
    expect(findDrift(setup, { ...masked, redirectUri: uri }, well, { isAsking: false, open })).toEqual({
      ...open,
      redirectUri: null,
      lacked: [],
      lacking: 0,
    });
    expect(findDrift(setup, config, well, { isAsking: false, open })).toBeNull();
    // Another setup is in force, which does not want the one and wants the other.
    const another = { ...setup, scopes: [users, own], redirectUriReadBack: null, redirectUri: '' };
    expect(findDrift(another, masked, [], { isAsking: false, open })).toBeNull();
  });

  test('is the same drift for another number of people, and another for other scopes', () => {
    const drift = { missing: [read], extra: [], redirectUri: null, lacked: [users], lacking: 3 };
    expect(fingerprintOf({ ...drift, lacking: 2 })).toBe(fingerprintOf(drift));
    expect(fingerprintOf({ ...drift, lacked: [] })).not.toBe(fingerprintOf(drift));
    expect(fingerprintOf({ ...drift, extra: [own] })).not.toBe(fingerprintOf(drift));
  });
});
