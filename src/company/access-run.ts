/**
 * One run over the access list of the company's account: Composio replaces a list whole and knows no version, so it is
 * read before it is written, and read back afterwards. Whoever lost the lease meanwhile writes nothing.
 */

import type { AccessList } from '../connections-port.ts';
import { ComposioError } from '../errors.ts';
import type { AccessForm, AccessTroubleKind, NewMessage } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { AccessPeople, AccessPerson, AccessWork } from '../stores/access.ts';
import { blockedMessageKind, grantMessageKind } from '../stores/message-kinds.ts';
import { type AccessPlan, type AccessUndoing, isSameAccess, planAccess } from './access-list.ts';

/** `overtaken`: another process works on it, or another account has taken its place. */
export type AccessOutcome = 'confirmed' | 'overtaken' | { kind: AccessTroubleKind; retryAfterMs: number | null };

/** IDs in a line of the audit, of each sort. */
const mostInAudit = 100;

/** @param given `holdsLease`: whether the lease that this run began under is still held */
export async function runAccess(
  outside: Outside,
  given: { teamId: string; accountId: string; fence: number; holdsLease: () => boolean },
  work: Pick<AccessWork, 'confirmed' | 'mayHaveDenied'>,
): Promise<AccessOutcome> {
  try {
    return await run(outside, given, work);
  } catch (error) {
    if (!(error instanceof ComposioError)) throw error;
    const { accountId } = given;
    outside.log.warn({ error, accountId, detail: error.detail }, 'an access list was not written');
    return failedBy(error);
  }
}

async function run(
  outside: Outside,
  given: Parameters<typeof runAccess>[1],
  work: Parameters<typeof runAccess>[2],
): Promise<AccessOutcome> {
  const { store, connections, clock, log } = outside;
  const { teamId, accountId, fence } = given;
  if (!(await store.beginAccessRun(teamId, fence))) return 'overtaken';
  const present = await connections.accessList(teamId, accountId);
  if (present === null) return failed('not_shown');
  const people = await store.accessPeople(teamId);
  const plan = planFor(people, present, accountId, work);
  if (plan.blocked.length + plan.lifted.length > 0) {
    const seen = { accountId, fence, blocked: plan.blocked.map(userOf), lifted: plan.lifted.map(userOf) };
    log.warn(seen, 'people are denied at Composio by another hand, or no longer');
    if (!(await store.noteBlocks(teamId, seen, blockedDms(outside), clock.now()))) return 'overtaken';
  }
  const isWritten = !isSameAccess(present, plan.list);
  if (isWritten) {
    if (plan.dropped.length > 0) {
      log.warn(
        { accountId, dropped: plan.dropped },
        'there is no room on the access list for IDs that others put there',
      );
    }
    if (!(await store.beginAccessWrite(teamId, fence, plan.form)) || !given.holdsLease()) return 'overtaken';
    const sent = await write(outside, given, plan.list);
    if (sent === 'no_account') return failed('not_shown');
    const after = await connections.accessList(teamId, accountId);
    if (after === null) return failed('not_shown');
    if (!isSameAccess(after, plan.list)) return sent === 'written' ? failed('not_kept') : failedBy(sent);
  }
  const confirmed = { ...confirmedBy(plan, people), accountId, fence, undid: isWritten ? undidOf(plan) : null };
  return (await store.confirmAccess(teamId, confirmed, grantedDms(outside, people), clock.now()))
    ? 'confirmed'
    : 'overtaken';
}

/** Gives the error where the answer was lost: what Composio has then decides. */
async function write(
  { connections, log }: Outside,
  { teamId, accountId }: { teamId: string; accountId: string },
  list: AccessList,
): Promise<'written' | 'no_account' | ComposioError> {
  try {
    return (await connections.writeAccessList(teamId, accountId, list)) ? 'written' : 'no_account';
  } catch (error) {
    if (!(error instanceof ComposioError) || !error.isOutcomeUnknown) throw error;
    log.warn({ error, accountId }, 'the answer to a written access list was lost: it is read back');
    return error;
  }
}

/** What the account's list is to be. */
export function planFor(
  people: AccessPeople,
  present: AccessList | null,
  accountId: string | null,
  { confirmed, mayHaveDenied }: Pick<AccessWork, 'confirmed' | 'mayHaveDenied'>,
): AccessPlan<AccessPerson> {
  const last = confirmed !== null && confirmed.accountId === accountId ? confirmed : null;
  const lastForm: AccessForm | null = last?.form ?? null;
  return planAccess({ ...people, present, lastForm, mayHaveDenied, hasNewcomers: last?.hasNewcomers ?? true });
}

function confirmedBy({ form, leftOut, blocked }: AccessPlan<AccessPerson>, { letIn, shut, newcomers }: AccessPeople) {
  const out = new Set([...leftOut, ...blocked].map(userOf));
  const entered = letIn.filter((one) => one.state === 'wanted' && !out.has(one.slackUserId)).map(userOf);
  const takenOut = shut.filter(({ state }) => state === 'withdrawing').map(userOf);
  return { form, newcomers, entered, takenOut, leftOut: leftOut.map(userOf) };
}

function undidOf({ undoes, form }: AccessPlan): Record<string, unknown> | null {
  if (undoes === null) return null;
  const { allowsAll, ...ids } = undoes;
  const few = Object.entries(ids satisfies Omit<AccessUndoing, 'allowsAll'>).map(([what, some]) => [
    what,
    some.slice(0, mostInAudit),
  ]);
  return { form, ...Object.fromEntries(few), ...(allowsAll ? { allowsAll: form === 'deny_list' } : {}) };
}

/** Once for each time that somebody wanted in: a place that was lost and found again is news. */
function grantedDms({ identity }: Outside, { letIn }: AccessPeople) {
  const asked = new Map(letIn.map((one) => [one.slackUserId, one]));
  return (granted: readonly string[]): NewMessage[] =>
    granted.map((slackUserId) => ({
      id: identity.uuid(),
      recipient: slackUserId,
      kind: grantMessageKind,
      subject: slackUserId,
      dedupeKey: `${grantMessageKind}:${slackUserId}:${asked.get(slackUserId)?.since ?? 0}`,
      isAwaited: true,
      data: { askedAt: asked.get(slackUserId)?.askedAt ?? 0 },
    }));
}

function blockedDms({ identity, clock }: Outside) {
  const now = clock.now();
  return (blocked: readonly string[]): NewMessage[] =>
    blocked.map((slackUserId) => ({
      id: identity.uuid(),
      recipient: slackUserId,
      kind: blockedMessageKind,
      subject: slackUserId,
      dedupeKey: `${blockedMessageKind}:${slackUserId}:${now}`,
    }));
}

function failed(kind: AccessTroubleKind): AccessOutcome {
  return { kind, retryAfterMs: null };
}

function failedBy({ failure, retryAfterMs }: ComposioError): AccessOutcome {
  return { kind: failure, retryAfterMs };
}

function userOf({ slackUserId }: AccessPerson): string {
  return slackUserId;
}
