/**
 * What is owed to admins besides the news itself: the daily digest, what they would have missed by choosing to hear at
 * once, and what a channel did not take.
 */

import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { incidentMessageKind } from '../stores/message-kinds.ts';
import { isForAdmins } from '../stores/notices.ts';
import { adminMessages, whoLooksAfterGong } from './admin-recipients.ts';
import { digestMessageKind, digestOf } from './compose.ts';
import { isWorthADigest } from './digest-message.ts';
import { isDigestDue } from './notice-schedule.ts';

const idleMs = 5_000;
/** What a channel refused longer ago was told to the admins long since. */
const refusalMs = 2 * 24 * 3_600_000;

/** @param given `admins`: `GONG_ADMINS` */
export function createDigests(
  outside: Outside,
  given: {
    teamId: string;
    lease: Lease;
    admins: readonly string[];
    onChanged: () => void;
  },
): Loop {
  const { store, clock, identity, log } = outside;
  const { teamId, admins } = given;
  /** Refused messages that were seen to here, so that Slack is not asked about the admins for each of them for ever. */
  const seenTo = new Set<string>();
  /** Incidents of which admins were seen to have been told, while they hear at once. */
  const caughtUp = new Set<string>();

  const oweDigest = async (): Promise<void> => {
    const covered = await store.digestedUntil(teamId);
    const { pace, timeZone } = await store.noticePreferences(teamId);
    const now = clock.now();
    // Who has chosen to hear at once is owed a last one, of what is over already.
    const isLast = pace === 'immediate';
    if (covered === null || (!isLast && !isDigestDue(covered, timeZone, now))) return;
    const isNews = isWorthADigest(await digestOf(outside, teamId, covered, isLast));
    const digest = {
      teamId,
      admins,
      kind: digestMessageKind,
      subject: identity.uuid(),
      data: { from: covered, until: now, isLast },
      isDigest: true,
    };
    await store.oweDigest(teamId, isNews ? await adminMessages(outside, digest) : [], isLast ? null : now, now);
    given.onChanged();
  };

  /** An incident that only a digest was to tell of, before another choice was made, is told of now. */
  const catchUp = async (): Promise<void> => {
    if ((await store.noticePreferences(teamId)).pace === 'digest') return caughtUp.clear();
    for (const { id, toldAt } of await store.openIncidents(teamId)) {
      if (toldAt === null || caughtUp.has(id)) continue;
      const sent = await store.messagesAbout(teamId, incidentMessageKind, id);
      // Whoever pressed a button of the digest has one of their own.
      if (!sent.some(({ data }) => data[isForAdmins] === true)) {
        const message = { teamId, admins, kind: incidentMessageKind, subject: id };
        await store.oweAll(teamId, await adminMessages(outside, message), clock.now());
        given.onChanged();
      }
      caughtUp.add(id);
    }
  };

  /** Who chose a channel that takes nothing any more hears of it by DM, with what the channel was to show. */
  const fallBack = async (): Promise<void> => {
    const refused = await store.refusedByChannel(teamId, clock.now() - refusalMs);
    const unseen = refused.filter(({ id }) => !seenTo.has(id));
    if (unseen.length === 0) return;
    const recipients = await whoLooksAfterGong(outside, teamId, admins);
    for (const { id, kind, subject, data, recipient: channel, dedupeKey, refusal, ts } of unseen) {
      const again = {
        teamId,
        admins,
        recipients,
        kind,
        subject,
        // A reminder's own number is in it: each of them falls back.
        key: dedupeKey.slice(0, -`:${channel}`.length),
        data: { ...data, channel, refusal, wasShown: ts !== null },
      };
      const isNew = await store.oweInstead(teamId, await adminMessages(outside, again), clock.now());
      seenTo.add(id);
      if (!isNew) continue;
      log.warn({ channel, refusal, kind }, 'the admins’ channel does not take messages: told by DM');
      given.onChanged();
    }
  };

  return createLoop(outside, 'digests', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    await oweDigest();
    await catchUp();
    await fallBack();
    return undefined;
  });
}
