/**
 * Keeps the access list of the company's account as it should be. One run at a time in one process: Composio replaces
 * a list whole and knows no version, so a list is read before it is written, and read back afterwards.
 */

import type { AccessList } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import { createLoop, type Loop } from '../loop.ts';
import type { NewMessage } from '../model.ts';
import type { Lease, Outside } from '../ports.ts';
import { decideAccess, isSameAccess } from './access-list.ts';
import { grantMessageKind } from './compose.ts';

const idleMs = 1_000;
/** The pause after a run that did not get through. */
const retryMs = 15_000;
/** How often the list is held against what it should be when nothing has changed here. */
const recheckMs = 60 * 60_000;

/** The list with which the company's next account is made. */
export async function accessListToGive({ store }: Pick<Outside, 'store'>, teamId: string): Promise<AccessList> {
  const { letIn, shut } = await store.accessPeople(teamId);
  return decideAccess(letIn.map(idOf), shut.map(idOf)).list;
}

export function createAccessWorker(
  outside: Outside,
  given: { teamId: string; lease: Lease; onChanged: () => void },
): Loop {
  const { store, connections, clock, identity, log } = outside;
  const { teamId } = given;

  /** @returns whether Composio was seen to have the list */
  const bringAbout = async (accountId: string, wanted: AccessList): Promise<boolean> => {
    const present = await connections.accessList(teamId, accountId);
    if (present && isSameAccess(present, wanted)) return true;
    if (!present) {
      log.warn({ accountId }, 'the company’s account shows no access list: tried again later');
      return false;
    }
    try {
      await connections.writeAccessList(teamId, accountId, wanted);
    } catch (error) {
      // The answer was lost, not the write, perhaps: what Composio has now decides.
      if (!(error instanceof ComposioError) || !error.isOutcomeUnknown) throw error;
      log.warn({ error, accountId }, 'the answer to a written access list was lost: it is read back');
    }
    const after = await connections.accessList(teamId, accountId);
    return after !== null && isSameAccess(after, wanted);
  };

  const settle = async (accountId: string): Promise<boolean> => {
    const { letIn, shut } = await store.accessPeople(teamId);
    const { form, list, leftOut } = decideAccess(letIn.map(idOf), shut.map(idOf));
    if (!(await bringAbout(accountId, list))) return false;
    const out = new Set(leftOut);
    const entered = letIn.filter(({ externalUserId, state }) => state === 'wanted' && !out.has(externalUserId));
    const asked = new Map(entered.map(({ slackUserId, askedAt }) => [slackUserId, askedAt]));
    const tell = (people: readonly string[]): NewMessage[] => people.map((one) => grantedDm(one, asked.get(one) ?? 0));
    const takenOut = shut.filter(({ state }) => state === 'withdrawing').map(({ slackUserId }) => slackUserId);
    const waiting = letIn.filter(({ externalUserId }) => out.has(externalUserId)).map(({ slackUserId }) => slackUserId);
    const confirmed = { accountId, form, entered: [...asked.keys()], takenOut, leftOut: waiting };
    await store.confirmAccess(teamId, confirmed, tell, clock.now());
    return true;
  };

  const grantedDm = (slackUserId: string, askedAt: number): NewMessage => ({
    id: identity.uuid(),
    recipient: slackUserId,
    kind: grantMessageKind,
    subject: slackUserId,
    dedupeKey: `${grantMessageKind}:${slackUserId}:${askedAt}`,
    isAwaited: true,
    data: { askedAt },
  });

  return createLoop(outside, 'access-list', idleMs, async () => {
    if (given.lease.fence() === null) return undefined;
    const { accountId, owed, confirmed } = await store.accessWork(teamId);
    if (accountId === null) {
      if (owed > 0) await store.settleWithdrawals(teamId, clock.now());
      return undefined;
    }
    const isConfirmed = confirmed?.accountId === accountId && clock.now() - confirmed.confirmedAt < recheckMs;
    if (isConfirmed && owed - confirmed.leftOut <= 0) return undefined;
    try {
      if (!(await settle(accountId))) return retryMs;
      given.onChanged();
      return undefined;
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      log.warn({ error, accountId, detail: error.detail }, 'an access list was not written and will be tried again');
      return retryMs;
    }
  });
}

function idOf({ externalUserId }: { externalUserId: string }): string {
  return externalUserId;
}
