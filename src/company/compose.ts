/** Composes the DMs about the company connection from what is known when they are delivered. */

import { isAdmin } from '../admins/admins.ts';
import { linkLifetimeMs } from '../attempt.ts';
import { companyOwner } from '../model.ts';
import type { Composer, Outside } from '../ports.ts';
import type { StuckConsent } from '../stores/company.ts';
import { buildCompanyLinkMessage, buildNotShared } from './company-link-message.ts';
import {
  buildCompanyEnded,
  buildGranted,
  buildGrantedInOutage,
  buildGrantedInPause,
  buildGrantOver,
  buildPlaceLost,
} from './grant-messages.ts';
import { buildOffer } from './offer-message.ts';
import { isConnected, isSharingRefused } from './words.ts';

export const notSharedKind = 'company_not_shared';

/**
 * The DM that follows a link: the company's is composed here, another is left to `personal`.
 * @param configured `GONG_ADMINS`
 */
export function composeCompanyLink(
  outside: Pick<Outside, 'store' | 'slack' | 'clock' | 'log'>,
  configured: readonly string[],
  linkOf: (attemptId: string) => string | null,
  personal: Composer,
): Composer {
  const { store, clock } = outside;
  return async (message) => {
    const attempt = await store.attempt(message.teamId, message.subject);
    if (attempt?.owner !== companyOwner) return personal(message);
    const url = attempt.state === 'pending' ? linkOf(attempt.id) : null;
    const isYoung = clock.now() - attempt.createdAt < 2 * linkLifetimeMs;
    if (attempt.state === 'pending' && url === null && isYoung) return 'later';
    const { connection } = await store.companyStatus(message.teamId);
    const isCurrent = connection !== null && connection.accountId === attempt.accountId;
    const hasOther = !isCurrent && isConnected(connection);
    const reader = { teamId: message.teamId, slackUserId: message.recipient };
    return buildCompanyLinkMessage({
      attempt,
      url,
      connection: isCurrent ? connection : null,
      other: hasOther ? (connection.state === 'active' ? 'works' : 'does_not_work') : null,
      pause: await store.openPause(message.teamId),
      isForAdmin: (await isAdmin(outside, configured, reader)) === 'yes',
    });
  };
}

/**
 * Somebody who is let in reads whether the connection works; whoever reads that it does not hears when it is back. A
 * grant that was told of and is over says so.
 */
export function composeGrant({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const { grant } = await store.statusOf(message.teamId, message.recipient);
    const isStill = grant?.state === 'granted' && grant.askedAt === message.data.askedAt;
    if (!isStill) {
      if (message.ts === null) return 'moot';
      const isWaiting = grant?.state === 'wanted' && grant.askedAt === message.data.askedAt;
      return isWaiting ? buildPlaceLost() : buildGrantOver(grant?.blockedAt != null);
    }
    const pause = await store.openPause(message.teamId);
    if (pause) return buildGrantedInPause(pause);
    const { connection, outage } = await store.companyStatus(message.teamId);
    const isDown = connection?.state === 'broken' || connection?.state === 'paused';
    // An outage that began after somebody was let in has messages of its own.
    const isNew = message.ts === null || message.createdAt >= (outage?.reopenedAt ?? outage?.beganAt ?? 0);
    return isDown && isNew ? buildGrantedInOutage() : buildGranted();
  };
}

/** Somebody who has a connection of their own loses nothing. */
export function composeCompanyEnded({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const { connection } = await store.statusOf(message.teamId, message.recipient);
    if (message.ts === null && connection?.state === 'active') return 'moot';
    return buildCompanyEnded();
  };
}

/** To an admin whose colleague was asked to approve. */
export function composeNotShared({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId }) => buildNotShared(isConnected((await store.companyStatus(teamId)).connection));
}

export function composeOffer({ store }: Pick<Outside, 'store'>): Composer {
  return async (message) => {
    const status = await store.companyStatus(message.teamId);
    const standing = status.mode === 'company' ? 'chosen' : isSharingRefused(status) ? 'refused' : 'open';
    if (standing !== 'open' && message.ts === null) return 'moot';
    return buildOffer(message.data.consents as StuckConsent[], standing);
  };
}
