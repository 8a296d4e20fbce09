/** Offers one company connection to the admins, once a setup, when people do not get through consent on their own. */

import { adminsOf } from '../admins/admins.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { NewMessage } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { offerMessageKind } from './compose.ts';

const idleMs = 5_000;
/** As many consents that came to nothing say that it is no accident. */
const enough = 2;

/** @param given `admins`: `GONG_ADMINS` */
export function createOffer(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; onChanged: () => void },
): Loop {
  const { store, clock, identity } = outside;
  const { teamId } = given;
  /** The setup that was seen to. */
  let offeredFor: string | null = null;

  return createLoop(outside, 'company-offer', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const setup = await store.savedSetup(teamId);
    if (!setup || setup.id === offeredFor || (await store.connectionMode(teamId)) === 'company') return undefined;
    const consents = await store.stuckConsents(teamId, setup.savedAt ?? setup.createdAt, enough);
    if (consents.length < enough) return undefined;
    const admins = await adminsOf(outside, teamId, given.admins);
    const messages = admins.map(
      (recipient): NewMessage => ({
        id: identity.uuid(),
        recipient,
        kind: offerMessageKind,
        subject: setup.id,
        dedupeKey: `${offerMessageKind}:${setup.id}:${recipient}`,
        data: { consents },
      }),
    );
    await store.oweAll(teamId, messages, clock.now());
    offeredFor = setup.id;
    given.onChanged();
    return undefined;
  });
}
