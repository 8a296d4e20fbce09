/** Offers one company connection to the admins, once a setup, when people do not get through consent on their own. */

import { refusalOf } from '../connect/refusal-words.ts';
import { adminMessages } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import { offerMessageKind } from '../stores/message-kinds.ts';
import { isSharingRefused } from './words.ts';

const idleMs = 5_000;
/** As many consents that came to nothing say that it is no accident. */
const enough = 2;
/** The oldest links that came to nothing, among which they are looked for. */
const mostLookedAt = 100;

/** @param given `admins`: `GONG_ADMINS` */
export function createOffer(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; onChanged: () => void },
): Loop {
  const { store, clock } = outside;
  const { teamId } = given;
  /** The setup that was seen to. */
  let offeredFor: string | null = null;

  return createLoop(outside, 'company-offer', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const setup = await store.savedSetup(teamId);
    if (!setup || setup.id === offeredFor || (await store.connectionMode(teamId)) === 'company') return undefined;
    const stuck = await store.stuckConsents(teamId, setup.savedAt ?? setup.createdAt, mostLookedAt);
    // A setup that Gong does not take would fail for the company, too.
    const consents = stuck.filter(({ reason = null }) => refusalOf(reason) !== 'setup').slice(0, enough);
    if (consents.length < enough) return undefined;
    if (isSharingRefused(await store.companyStatus(teamId))) return undefined;
    const messages = await adminMessages(outside, {
      teamId,
      admins: given.admins,
      kind: offerMessageKind,
      subject: setup.id,
      data: { consents },
      // Made once, and in no digest.
      isDigest: true,
    });
    await store.oweAll(teamId, messages, clock.now());
    offeredFor = setup.id;
    given.onChanged();
    return undefined;
  });
}
