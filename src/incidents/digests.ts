/** The daily digest, and what a channel did not take: both owed at their time. */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { adminMessages, whoLooksAfterGong } from './admin-recipients.ts';
import { digestMessageKind, digestOf, incidentMessageKind } from './compose.ts';
import { isWorthADigest } from './digest-message.ts';
import { isDigestDue } from './notice-schedule.ts';

const idleMs = 5_000;
/** What a channel refused longer ago was told to the admins long since. */
const refusalMs = 2 * 24 * 3_600_000;

/** @param given `kinds`: of the messages that go to the admins' channel besides these */
export function createDigests(
  outside: Outside,
  given: {
    teamId: string;
    lease: Lease;
    admins: readonly string[];
    kinds: readonly string[];
    onChanged: () => void;
  },
): Loop {
  const { store, clock, identity, log } = outside;
  const { teamId, admins } = given;
  const kinds = [incidentMessageKind, digestMessageKind, ...given.kinds];

  const oweDigest = async (): Promise<void> => {
    const covered = await store.digestedUntil(teamId);
    const { timeZone } = await store.noticePreferences(teamId);
    const now = clock.now();
    if (covered === null || !isDigestDue(covered, timeZone, now)) return;
    const isNews = isWorthADigest(await digestOf(outside, teamId, covered));
    const digest = {
      teamId,
      admins,
      kind: digestMessageKind,
      subject: identity.uuid(),
      data: { from: covered, until: now },
      isDigest: true,
    };
    await store.oweDigest(teamId, isNews ? await adminMessages(outside, digest) : [], now, now);
    given.onChanged();
  };

  /** Who chose a channel that takes nothing hears of it by DM, with what the channel was to carry. */
  const fallBack = async (): Promise<void> => {
    const refused = await store.refusedByChannel(teamId, kinds, clock.now() - refusalMs);
    if (refused.length === 0) return;
    const recipients = await whoLooksAfterGong(outside, teamId, admins);
    for (const { kind, subject, data, recipient: channel, refusal } of refused) {
      const again = { teamId, admins, recipients, kind, subject, data: { ...data, channel, refusal } };
      if (!(await store.oweInstead(teamId, await adminMessages(outside, again), clock.now()))) continue;
      log.warn({ channel, refusal, kind }, 'the admins’ channel does not take messages: told by DM');
      given.onChanged();
    }
  };

  return createLoop(outside, 'digests', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    await oweDigest();
    await fallBack();
    return undefined;
  });
}
