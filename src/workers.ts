/** Everything that runs by itself: made in one place, since they wake each other, and stopped together. */

import { createAdminNotices, tellMassChange } from './alerts/admin-notices.ts';
import { createReminders } from './alerts/reminders.ts';
import { composers } from './composers.ts';
import { createLinkMaker } from './connect/link-maker.ts';
import { createVerifier } from './connect/verify.ts';
import type { Loop } from './loop.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import type { Lease, Outside } from './ports.ts';
import type { Settings } from './settings.ts';
import { createSetupRecovery } from './setup/recover.ts';
import { createFollower, type Follower } from './watch/follow.ts';
import { createHintWorker } from './watch/hints.ts';
import { createMemberLook } from './watch/members.ts';
import { createObserver } from './watch/observer.ts';
import { createRemover } from './watch/removals.ts';
import { createSweeper } from './watch/sweeper.ts';

export interface Workers {
  outbox: Outbox;
  follower: Follower;
  /** Says that there is work, whoever's it is. */
  nudge(): void;
  stop(): Promise<void>;
}

/** @param onChanged told whose connection or link looks different now */
export function startWorkers(
  outside: Outside,
  given: { teamId: string; lease: Lease; settings: Settings; onChanged: (slackUserId: string) => void },
): Workers {
  const { teamId, lease, settings } = given;
  const startedAt = outside.clock.now();
  const loops: Loop[] = [];
  const nudge = (): void => {
    for (const loop of loops) loop.wake();
  };
  const shared = { teamId, lease, onChanged: nudge };

  const observer = createObserver(outside, {
    teamId,
    reminderDelayMs: settings.reminderDelaysMs[0] ?? null,
    onEffect: ({ owner }) => {
      nudge();
      if (owner !== null) given.onChanged(owner);
    },
  });
  const links = createLinkMaker(outside, { ...shared, publicUrl: settings.publicUrl });
  const outbox = createOutbox(outside, {
    teamId,
    lease,
    composers: composers(outside, links.linkOf),
    onShown: (message) => {
      links.wake();
      given.onChanged(message.recipient);
    },
  });
  const follower = createFollower(outside, observer, { ...shared, pollMs: settings.linkPollMs });
  const sweeper = createSweeper(outside, observer, {
    ...shared,
    intervalMs: settings.checkIntervalMs,
    onMass: (mass) => tellMassChange(outside, { teamId, admins: settings.admins, mass }),
  });
  loops.push(
    outbox,
    links,
    follower,
    createVerifier(outside, shared),
    createReminders(outside, { ...shared, delaysMs: settings.reminderDelaysMs }),
    createAdminNotices(outside, { ...shared, admins: settings.admins }),
    createRemover(outside, observer, shared),
    createHintWorker(outside, observer, { ...shared, sweepSoon: sweeper.wake }),
  );
  const rarely: Loop[] = [
    sweeper,
    createMemberLook(outside, shared),
    createSetupRecovery(outside, { ...shared, startedAt }),
  ];

  return {
    outbox,
    follower,
    nudge,
    stop: async () => {
      await Promise.all([...loops, ...rarely].map((loop) => loop.stop()));
    },
  };
}
