/** Everything that runs by itself: made in one place, since they wake each other, and stopped together. */

import { createAdminNotices } from './alerts/admin-notices.ts';
import { createReminders } from './alerts/reminders.ts';
import { createAccessWorker } from './company/access-worker.ts';
import { companyLinks } from './company/link-making.ts';
import { createOffer } from './company/offer.ts';
import { createCompanyDiagnosis } from './company/outage-diagnosis.ts';
import { createOutageFollower } from './company/outage-follower.ts';
import { composers } from './composers.ts';
import { createLinkMaker } from './connect/link-maker.ts';
import { createVerifier } from './connect/verify.ts';
import { createDigests } from './incidents/digests.ts';
import { createIncidentWatch, type IncidentWatch } from './incidents/incident-watch.ts';
import { createBatchWatch } from './invitations/batch-watch.ts';
import { createNudges } from './invitations/nudges.ts';
import type { Loop } from './loop.ts';
import { companyOwner } from './model.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { createPauseWatch } from './pause/pause-watch.ts';
import type { Lease, Outside } from './ports.ts';
import { createLiveViews, type LiveViews } from './reconnects/live-views.ts';
import { createWaves } from './reconnects/waves.ts';
import { createRelayKeeper } from './relay/keeper.ts';
import { createAuthConfigRemover } from './remove/auth-config-removals.ts';
import { createCanaryWatch } from './rotation/canary.ts';
import { createDriftCheck } from './scope-changes/drift-check.ts';
import type { Settings } from './settings.ts';
import { createSetupRecovery } from './setup/recover.ts';
import { createFollower, type Follower } from './watch/follow.ts';
import { createHintWorker } from './watch/hints.ts';
import { createMemberLook } from './watch/members.ts';
import { createObserver } from './watch/observer.ts';
import { createRemover } from './watch/removals.ts';
import { createSweeper } from './watch/sweeper.ts';

export interface Workers {
  incidents: Pick<IncidentWatch, 'checkAgain'>;
  outbox: Outbox;
  follower: Follower;
  /** Looks at all connections now, not at the next interval. */
  sweepNow(): void;
  /** Keeps a view of a batch of invitations up to date while it is open. */
  watchBatch(batchId: string, viewId: string): void;
  /** Modals that show how something goes while they are open. */
  live: LiveViews;
  /** Says that there is work, whoever's it is. */
  nudge(): void;
  stop(): Promise<void>;
}

/** @param onChanged told whose connection or link looks different now, the company's included */
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
  const links = createLinkMaker(outside, {
    ...shared,
    publicUrl: settings.publicUrl,
    company: companyLinks(outside, { teamId }),
  });
  const companyDiagnosis = createCompanyDiagnosis(outside, shared);
  const outbox = createOutbox(outside, {
    teamId,
    lease,
    composers: composers(outside, links.linkOf, settings.admins, companyDiagnosis.current),
    onShown: (message) => {
      links.wake();
      given.onChanged(message.recipient);
    },
  });
  const follower = createFollower(outside, observer, { ...shared, pollMs: settings.linkPollMs });
  const sweeper = createSweeper(outside, observer, {
    ...shared,
    intervalMs: settings.checkIntervalMs,
    onMass: (mass) => incidents.begin(mass),
  });
  const incidents = createIncidentWatch(outside, {
    ...shared,
    admins: settings.admins,
    reminderDelayMs: settings.reminderDelaysMs[0] ?? null,
    sweepSoon: sweeper.wake,
  });
  const batches = createBatchWatch(outside, shared);
  loops.push(
    outbox,
    batches,
    createNudges(outside, shared),
    links,
    follower,
    createVerifier(outside, shared),
    createRelayKeeper(outside, shared),
    createReminders(outside, { ...shared, delaysMs: settings.reminderDelaysMs, admins: settings.admins }),
    createAccessWorker(outside, { ...shared, admins: settings.admins }),
    createOutageFollower(outside, { ...shared, admins: settings.admins, graceMs: settings.companyAlertGraceMs }),
    companyDiagnosis,
    createOffer(outside, { ...shared, admins: settings.admins }),
    createAdminNotices(outside, { ...shared, admins: settings.admins }),
    incidents,
    createDigests(outside, { ...shared, admins: settings.admins }),
    createRemover(outside, observer, shared),
    createCanaryWatch(outside, { ...shared, admins: settings.admins, startedAt }),
    createWaves(outside, shared),
    createAuthConfigRemover(outside, shared),
    createHintWorker(outside, observer, { ...shared, sweepSoon: sweeper.wake }),
  );
  const live = createLiveViews(outside);
  const rarely: Loop[] = [
    sweeper,
    createMemberLook(outside, shared),
    createDriftCheck(outside, { ...shared, admins: settings.admins }),
    createSetupRecovery(outside, { ...shared, startedAt }),
    createPauseWatch(outside, {
      ...shared,
      onEnded: () => {
        nudge();
        // Everybody was shown the pause.
        given.onChanged(companyOwner);
        sweeper.wake();
      },
    }),
  ];

  return {
    incidents,
    outbox,
    follower,
    watchBatch: batches.watch,
    sweepNow: sweeper.wake,
    live,
    nudge,
    stop: async () => {
      const drawn = live.stop();
      await Promise.all([...loops, ...rarely].map((loop) => loop.stop()));
      await drawn;
    },
  };
}
