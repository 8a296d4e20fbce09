/** Composes what is told about the access list, from how it is when the message is delivered. */

import { knownAdmins } from '../admins/admins.ts';
import type { Composer, Outside } from '../ports.ts';
import { buildAccessTrouble } from './access-trouble-message.ts';
import { buildBlocked, buildBlockLifted } from './blocked-message.ts';
import { isConnected } from './words.ts';

/** More people than a list takes need not be read. */
const mostAffected = 1_000;
const askSlackAtMostMs = 2_000;

/** What is over before it was told is not told. */
export function composeAccessTrouble({ store }: Pick<Outside, 'store'>): Composer {
  return async ({ teamId, subject, ts }) => {
    const trouble = await store.accessTrouble(teamId, subject);
    if (!trouble || (trouble.endedAt !== null && ts === null)) return 'moot';
    const { connection } = await store.companyStatus(teamId);
    return buildAccessTrouble({
      trouble,
      isThere: isConnected(connection) && connection.cause !== 'deleted',
      ...(await store.owedAccess(teamId, mostAffected)),
    });
  };
}

/** @param configured `GONG_ADMINS` */
export function composeBlocked(
  outside: Pick<Outside, 'store' | 'slack' | 'clock' | 'log'>,
  configured: readonly string[],
): Composer {
  return async ({ teamId, recipient, ts }) => {
    const { grant } = await outside.store.statusOf(teamId, recipient);
    const isBlocked = grant !== null && grant.blockedAt !== null;
    if (!isBlocked) return ts === null ? 'moot' : buildBlockLifted();
    return buildBlocked(await knownAdmins(outside, configured, { teamId, slackUserId: recipient }, askSlackAtMostMs));
  };
}
