/**
 * Who hears of an outage of the company connection, and when: derived from the outage and from what is owed already, so
 * that no crash can swallow it. Admins hear at once; those who use it once, when it has lasted, and once when it is over.
 */

import { adminMessages, whereAdminsRead } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { NewMessage, Outage } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { usersOutageKind, usersRecoveredKind } from './compose-outages.ts';

const idleMs = 1_000;
/** The end of an outage is news for this long. */
const newsMs = 24 * 60 * 60_000;
const alertKind = 'alert';
const recoveredKind = 'recovered';

/** @param given `admins`: `GONG_ADMINS`; `graceMs`: how long an outage lasts before those who use it hear of it */
export function createOutageFollower(
  outside: Outside,
  given: {
    teamId: string;
    lease: Lease;
    admins: readonly string[];
    graceMs: number;
    onChanged: () => void;
  },
): Loop {
  const { store, clock, identity } = outside;
  const { teamId } = given;
  /** What was seen to with nothing left to do, so that the rows of thousands are not read every time. */
  const done = new Set<string>();

  const owe = async (messages: readonly NewMessage[]): Promise<void> => {
    if (messages.length === 0) return;
    await store.oweAll(teamId, messages, clock.now());
    given.onChanged();
  };

  const message = (kind: string, outage: Outage, recipient: string, data: Record<string, unknown>): NewMessage => ({
    id: identity.uuid(),
    recipient,
    kind,
    subject: outage.id,
    dedupeKey: keyOf(kind, outage.id, recipient),
    data,
  });

  const once = async (step: string, work: () => Promise<void>): Promise<void> => {
    if (done.has(step)) return;
    await work();
    done.add(step);
  };

  const tellOfOutage = async (outage: Outage): Promise<void> => {
    await once(`alert:${outage.id}`, async () => {
      const recipients = await whereAdminsRead(outside, teamId, given.admins);
      const data = { reminder: 0 };
      await owe(
        await adminMessages(outside, {
          teamId,
          admins: given.admins,
          kind: alertKind,
          subject: outage.id,
          data,
          recipients,
        }),
      );
    });
    if (clock.now() - outage.beganAt < given.graceMs) return;
    await once(`users:${outage.id}`, async () => {
      const users = await store.companyUsers(teamId);
      await owe(users.map((user) => message(usersOutageKind, outage, user, {})));
    });
  };

  const tellOfEnd = (outage: Outage): Promise<void> =>
    once(`end:${outage.id}:${outage.endedAt}`, async () => {
      for (const [kind, told] of [
        [recoveredKind, alertKind],
        [usersRecoveredKind, usersOutageKind],
      ] as const) {
        const before = await store.messagesAbout(teamId, told, outage.id);
        const readers = [...new Set(before.map(({ recipient }) => recipient))];
        await owe(readers.map((reader) => message(kind, outage, reader, { after: keyOf(told, outage.id, reader) })));
      }
    });

  return createLoop(outside, 'company-outages', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const { outage } = await store.companyStatus(teamId);
    if (outage === null) return undefined;
    // An admin who paused Gong on purpose need not be told what came of it.
    const isMeant = outage.cause === 'auth_config_disabled' && (await store.openPause(teamId)) !== null;
    if (outage.endedAt !== null) {
      if (clock.now() - outage.endedAt < newsMs) await tellOfEnd(outage);
    } else if (!isMeant) await tellOfOutage(outage);
    return undefined;
  });
}

/** As `adminMessages` writes it, too: who is told what follows is known by it. */
function keyOf(kind: string, outageId: string, recipient: string): string {
  return `${kind}:${outageId}:${recipient}`;
}
