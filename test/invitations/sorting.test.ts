/** Who is invited and who is left out, whatever was chosen. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortPeople } from '../../src/invitations/sorting.ts';
import type { Member } from '../../src/ports.ts';

const member = (slackUserId: string, more: Partial<Member> = {}): Member => ({
  slackUserId,
  name: slackUserId,
  timeZone: 'Asia/Tokyo',
  isAdmin: false,
  isOwner: false,
  isOutside: false,
  isGuest: false,
  isDeactivated: false,
  changedAt: null,
  isBot: false,
  ...more,
});
const known = (...members: Member[]): Map<string, Member> => new Map(members.map((one) => [one.slackUserId, one]));
const nobody = { connected: new Set<string>(), recent: new Set<string>() };

describe('sorting', () => {
  test('gives each who is left out one reason, the one that weighs most', () => {
    const members = known(
      member('U1'),
      member('U2', { isBot: true, isDeactivated: true }),
      member('U3', { isDeactivated: true }),
      member('U4'),
      member('U5'),
      member('U7', { isOutside: true, isDeactivated: true }),
    );
    const standings = { connected: new Set(['U2', 'U3', 'U4', 'U7']), recent: new Set(['U4', 'U5']) };
    expect(sortPeople([['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7']], members, standings)).toEqual({
      invitees: [{ slackUserId: 'U1', timeZone: 'Asia/Tokyo', isGuest: false }],
      skipped: { connected: ['U4'], recent: ['U5'], deactivated: ['U3'], bot: ['U2'], outside: ['U6', 'U7'] },
      repeated: 0,
      isUnchecked: false,
    });
  });

  test('invites whom Slack said nothing about, with no time zone', () => {
    expect(sortPeople([['U1', 'U2']], null, { ...nobody, connected: new Set(['U2']) })).toMatchObject({
      invitees: [{ slackUserId: 'U1', timeZone: null }],
      skipped: { connected: ['U2'], outside: [] },
      isUnchecked: true,
    });
  });

  test('counts everybody once, in one place, and says who was in several sources', () => {
    const person = fc.constantFrom('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7');
    const some = fc.uniqueArray(person);
    fc.assert(
      fc.property(fc.array(some), some, some, some, (sources, told, connected, recent) => {
        const members = known(...told.map((id) => member(id)));
        const sorted = sortPeople(sources, members, { connected: new Set(connected), recent: new Set(recent) });
        const placed = [
          ...sorted.invitees.map(({ slackUserId }) => slackUserId),
          ...Object.values(sorted.skipped).flat(),
        ];
        expect(placed.toSorted()).toEqual([...new Set(sources.flat())].toSorted());
        const inSeveral = placed.filter(
          (id) => sources.filter((source: readonly string[]) => source.includes(id)).length > 1,
        );
        expect(sorted.repeated).toBe(inSeveral.length);
      }),
    );
  });
});
