/** Keeps the access list of the company's account as it should be, and tells the admins once when it cannot be. */

import type { AccessList } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import { adminMessages, whereAdminsRead } from '../incidents/admin-recipients.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { Lease, Outside } from '../ports.ts';
import type { AccessWork } from '../stores/access.ts';
import { accessTroubleKind } from '../stores/message-kinds.ts';
import { type AccessOutcome, planFor, runAccess } from './access-run.ts';
import { accessRetryMs, isAccessDue, isAccessNews } from './access-schedule.ts';

const idleMs = 1_000;

/** The list with which the company's next account is made: what others put on the present one's goes with it. */
export async function accessListToGive(
  { store, connections, log }: Pick<Outside, 'store' | 'connections' | 'log'>,
  teamId: string,
): Promise<AccessList> {
  const work = await store.accessWork(teamId);
  const { accountId } = work;
  let present: AccessList | null = null;
  try {
    if (accountId !== null && !work.isGone) present = await connections.accessList(teamId, accountId);
  } catch (error) {
    // A link that waits for what may be broken would repair nothing.
    if (!(error instanceof ComposioError)) throw error;
    log.warn({ error, accountId }, 'the present access list was not read: what others put there is not carried over');
  }
  return planFor(await store.accessPeople(teamId), present, accountId, work).list;
}

/** @param given `admins`: `GONG_ADMINS` */
export function createAccessWorker(
  outside: Outside,
  given: { teamId: string; lease: Lease; admins: readonly string[]; onChanged: () => void },
): Loop {
  const { store, clock, identity, log } = outside;
  const { teamId, lease } = given;

  const noteTrouble = async (
    { trouble: before }: AccessWork,
    failed: { accountId: string; fence: number },
    { kind, retryAfterMs }: Exclude<AccessOutcome, string>,
  ): Promise<void> => {
    const now = clock.now();
    const pauseMs = Math.max(accessRetryMs((before?.tries ?? 0) + 1), retryAfterMs ?? 0);
    const seen = { ...failed, id: identity.uuid(), kind, nextTryAt: now + pauseMs };
    const trouble = await store.noteAccessTrouble(teamId, seen, now);
    log.warn(
      { accountId: failed.accountId, kind, pauseMs },
      'the access list is not as it should be: tried again later',
    );
    if (!trouble || !isAccessNews(trouble, now)) return;
    const recipients = await whereAdminsRead(outside, teamId, given.admins);
    const about = { teamId, admins: given.admins, kind: accessTroubleKind, subject: trouble.id, recipients };
    await store.tellOfAccessTrouble(teamId, trouble.id, await adminMessages(outside, about), now);
    given.onChanged();
  };

  return createLoop(outside, 'access-list', idleMs, async () => {
    const fence = lease.fence();
    if (fence === null) return undefined;
    const work = await store.accessWork(teamId);
    const { accountId } = work;
    if (accountId === null || work.isGone) {
      const isLeft = work.leaving > 0 || work.trouble !== null || (work.isGone && work.confirmed !== null);
      if (isLeft) await store.settleWithdrawals(teamId, clock.now());
      return undefined;
    }
    if (!isAccessDue(work, fence, clock.now())) return undefined;
    const run = { teamId, accountId, fence, holdsLease: () => lease.fence() === fence };
    const outcome = await runAccess(outside, run, work);
    if (outcome === 'confirmed') given.onChanged();
    else if (outcome !== 'overtaken') await noteTrouble(work, { accountId, fence }, outcome);
    return undefined;
  });
}
