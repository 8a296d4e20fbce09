/**
 * Who is to be on the access list of the company's account. Pure. Composio takes 1,000 IDs a list; denied comes before
 * everything else, then all, then allowed (Composio: "Shared connections"). Others than the bot may write there, too:
 * what is theirs is carried over.
 */

import { type AccessList, accessListLimit } from '../connections-port.ts';
import type { AccessForm } from '../model.ts';

/** Somebody who is known here, as far as the list is concerned. */
export interface AccessMember {
  externalUserId: string;
  /** null: they never asked. */
  state: 'wanted' | 'granted' | 'withdrawing' | 'withdrawn' | null;
  /** Whether another hand than the bot's was seen to deny them. */
  isBlocked: boolean;
}

export interface AccessGiven<Member extends AccessMember = AccessMember> {
  /** Those who want in or are in, longest first. */
  letIn: readonly Member[];
  /** Everybody else who is known. */
  shut: readonly Member[];
  /** The list as Composio has it; null: not known. */
  present: AccessList | null;
  /** How this account's list was kept when it was last read back; null: it never was. */
  lastForm: AccessForm | null;
  /** Whether a deny-list may have left that was not read back. */
  mayHaveDenied: boolean;
  /** Whether somebody became known since the list was last read back. */
  hasNewcomers: boolean;
}

export interface AccessPlan<Member extends AccessMember = AccessMember> {
  form: AccessForm;
  list: AccessList;
  /** Those who should be let in and cannot be: there is no room. */
  leftOut: readonly Member[];
  /** Those who should be let in, and are denied by another hand: that stands. */
  blocked: readonly Member[];
  /** Those whom another hand denied, and denies no more. */
  lifted: readonly Member[];
  /** IDs that others had put on the list and that have no room there any more. */
  dropped: readonly string[];
  /** What it undoes that others changed; null: nothing. */
  undoes: AccessUndoing | null;
}

/** External user IDs by what becomes of them though nobody here asked for it. */
export interface AccessUndoing {
  putBack: readonly string[];
  takenAway: readonly string[];
  deniedAgain: readonly string[];
  noLongerDenied: readonly string[];
  /** Whether everybody had been allowed, or no longer was. */
  allowsAll: boolean;
}

/**
 * Up to the limit the allowed are listed. Beyond it everybody may who is not denied: those who are known and were not
 * let in. Where they, too, are more than a list takes, nobody is let in by mistake: the longest waiting are allowed.
 * IDs that nobody here has are carried over as far as there is room. Who is denied by another hand stays denied.
 */
export function planAccess<Member extends AccessMember>(given: AccessGiven<Member>): AccessPlan<Member> {
  const { present, lastForm } = given;
  const denied = new Set(present?.denied);
  const mayBeOurs = mayDenyKnown(given);
  const isBlocked = ({ externalUserId, state }: Member): boolean =>
    denied.has(externalUserId) && (!mayBeOurs || (state === 'granted' && lastForm !== null));
  const blocked = given.letIn.filter(isBlocked);
  const letIn = given.letIn.filter((one) => !isBlocked(one));
  const shut = [...blocked, ...given.shut];
  const isLifted = (one: Member): boolean =>
    one.isBlocked && present !== null && lastForm !== null && !denied.has(one.externalUserId);
  const lifted = given.shut.filter(isLifted);
  const standing = [...blocked, ...given.shut.filter((one) => one.isBlocked && !isLifted(one))];

  const known = new Set([...letIn, ...shut].map(idOf));
  const isOthers = (id: string): boolean => !known.has(id);
  const allowedByOthers = (present?.allowed ?? []).filter(isOthers);
  const letInIds = new Set(letIn.map(idOf));
  const deniedByOthers = (present?.denied ?? []).filter((id) => isOthers(id) || (!mayBeOurs && !letInIds.has(id)));

  const form = formOf(letIn.length, shut.length);
  const allowed = fill(form === 'deny_list' ? [] : letIn.map(idOf), allowedByOthers);
  const denies = fill((form === 'deny_list' ? shut : standing).map(idOf), deniedByOthers);
  const list = { allowsAll: form === 'deny_list', allowed: allowed.ids, denied: denies.ids };
  const leftOut = form === 'full' ? letIn.slice(accessListLimit) : [];
  return {
    form,
    list,
    leftOut,
    blocked,
    lifted,
    dropped: [...allowed.dropped, ...denies.dropped],
    undoes: present === null || lastForm !== form ? null : undoing(given, present, list, { known, leftOut, blocked }),
  };
}

/** Whether two lists let the same people in; the order of IDs says nothing. */
export function isSameAccess(one: AccessList, other: AccessList): boolean {
  return (
    one.allowsAll === other.allowsAll && isSameSet(one.allowed, other.allowed) && isSameSet(one.denied, other.denied)
  );
}

/** An account that was never read back may have been made with a deny-list: then everybody is allowed there. */
function mayDenyKnown({ present, lastForm, mayHaveDenied }: AccessGiven): boolean {
  return lastForm === 'deny_list' || mayHaveDenied || (lastForm === null && present?.allowsAll === true);
}

function formOf(letIn: number, shut: number): AccessForm {
  if (letIn <= accessListLimit) return 'allow_list';
  return shut <= accessListLimit ? 'deny_list' : 'full';
}

/** The bot's own IDs come first, then those of others, each once, up to the limit. */
function fill(own: readonly string[], others: readonly string[]): { ids: readonly string[]; dropped: string[] } {
  const ids = own.slice(0, accessListLimit);
  const more = without([...new Set(others)], own);
  const room = accessListLimit - ids.length;
  return { ids: [...ids, ...more.slice(0, room)], dropped: more.slice(room) };
}

function undoing(
  { letIn, shut, hasNewcomers }: AccessGiven,
  present: AccessList,
  list: AccessList,
  plan: { known: ReadonlySet<string>; leftOut: readonly AccessMember[]; blocked: readonly AccessMember[] },
): AccessUndoing | null {
  const wanted = new Set(letIn.filter(({ state }) => state === 'wanted').map(idOf));
  const leaving = new Set(shut.filter(({ state }) => state === 'withdrawing').map(idOf));
  const newcomers = new Set(hasNewcomers ? shut.filter(({ state }) => state === null).map(idOf) : []);
  const moved = new Set([...plan.leftOut, ...plan.blocked].map(idOf));
  const isLost = (id: string): boolean => plan.known.has(id) && !moved.has(id);
  const found = {
    putBack: without(list.allowed, present.allowed).filter((id) => !wanted.has(id)),
    takenAway: without(present.allowed, list.allowed).filter((id) => isLost(id) && !leaving.has(id)),
    deniedAgain: without(list.denied, present.denied).filter((id) => !leaving.has(id) && !newcomers.has(id)),
    noLongerDenied: without(present.denied, list.denied).filter((id) => isLost(id) && !wanted.has(id)),
    allowsAll: present.allowsAll !== list.allowsAll,
  };
  const { allowsAll, ...ids } = found;
  return allowsAll || Object.values(ids).some((some) => some.length > 0) ? found : null;
}

function without(some: readonly string[], others: readonly string[]): string[] {
  const taken = new Set(others);
  return some.filter((id) => !taken.has(id));
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const ids = new Set(one);
  return ids.size === new Set(other).size && other.every((id) => ids.has(id));
}

function idOf({ externalUserId }: AccessMember): string {
  return externalUserId;
}
