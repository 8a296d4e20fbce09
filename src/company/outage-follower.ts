/**
 * Who hears of an outage of the company connection, and when: derived from the outage and from what is owed already, so
 * that no crash can swallow it. Admins hear at once; those who use it once, when it has lasted, and once when it is over.
 */

import { adminMessages, whereAdminsRead } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { NewMessage, Outage } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import type { ToldOfOutage } from '../stores/company.ts';
import {
  alertMessageKind,
  recoveredMessageKind,
  usersOutageKind,
  usersRecoveredKind,
} from '../stores/message-kinds.ts';

const idleMs = 1_000;
/** The end of an outage is news for this long. */
const newsMs = 24 * 60 * 60_000;

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

  const alertAdmins = async (outage: Outage): Promise<void> => {
    if ((await store.messagesAbout(teamId, alertMessageKind, outage.id)).length > 0) return;
    const recipients = await whereAdminsRead(outside, teamId, given.admins);
    const about = { teamId, admins: given.admins, kind: alertMessageKind, subject: outage.id, data: { reminder: 0 } };
    const alerts = await adminMessages(outside, { ...about, recipients });
    if (alerts.length === 0) return;
    await store.oweAll(teamId, alerts, clock.now());
    given.onChanged();
  };

  const message = (kind: string, outage: Outage, recipient: string, data: Record<string, unknown>): NewMessage => ({
    id: identity.uuid(),
    recipient,
    kind,
    subject: outage.id,
    dedupeKey: `${kind}:${outage.id}:${recipient}`,
    data,
  });

  const tellUsers = async (outage: Outage): Promise<void> => {
    // A time in between in which it worked is not counted.
    const since = outage.reopenedAt ?? outage.beganAt;
    if (outage.usersToldAt !== null || clock.now() - since < given.graceMs) return;
    const tell = (users: readonly string[]) => users.map((user) => message(usersOutageKind, outage, user, {}));
    if (await store.tellUsersOfOutage(teamId, outage.id, tell, clock.now())) given.onChanged();
  };

  const tellOfEnd = async (outage: Outage, endedAt: number): Promise<void> => {
    if (outage.endToldAt !== null || clock.now() - endedAt >= newsMs) return;
    const tell = (told: readonly ToldOfOutage[]) =>
      told.map(({ isAdmin, recipient, dedupeKey }) =>
        message(isAdmin ? recoveredMessageKind : usersRecoveredKind, outage, recipient, { after: dedupeKey }),
      );
    if (await store.tellOfOutageEnd(teamId, outage.id, tell, clock.now())) given.onChanged();
  };

  return createLoop(outside, 'company-outages', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const { outage } = await store.companyStatus(teamId);
    if (outage === null) return undefined;
    // An admin who paused Gong on purpose need not be told what came of it.
    const isMeant = outage.cause === 'auth_config_disabled' && (await store.openPause(teamId)) !== null;
    if (outage.endedAt !== null) await tellOfEnd(outage, outage.endedAt);
    else if (!isMeant) {
      await alertAdmins(outage);
      await tellUsers(outage);
    }
    return undefined;
  });
}
