/**
 * Who is to be on the access list of the company's account. Pure. Composio takes 1,000 IDs a list; denied comes before
 * everything else, then all, then allowed (Composio: "Shared connections").
 */

import { type AccessList, accessListLimit } from '../connections-port.ts';
import type { AccessForm } from '../model.ts';

export interface AccessDecision {
  form: AccessForm;
  list: AccessList;
  /** External user IDs of those who should be let in and cannot be. */
  leftOut: readonly string[];
}

/**
 * Up to the limit the allowed are listed. Beyond it everybody may who is not denied: those who are known and were not
 * let in. Where they, too, are more than a list takes, nobody is let in by mistake: the longest waiting are allowed.
 * @param letIn external user IDs, longest first
 * @param shut external user IDs of everybody else who has one
 */
export function decideAccess(letIn: readonly string[], shut: readonly string[]): AccessDecision {
  if (letIn.length <= accessListLimit) {
    return { form: 'allow_list', list: { allowsAll: false, allowed: letIn, denied: [] }, leftOut: [] };
  }
  if (shut.length <= accessListLimit) {
    return { form: 'deny_list', list: { allowsAll: true, allowed: [], denied: shut }, leftOut: [] };
  }
  return {
    form: 'full',
    list: { allowsAll: false, allowed: letIn.slice(0, accessListLimit), denied: [] },
    leftOut: letIn.slice(accessListLimit),
  };
}

/** Whether two lists let the same people in; the order of IDs says nothing. */
export function isSameAccess(one: AccessList, other: AccessList): boolean {
  return (
    one.allowsAll === other.allowsAll && isSameSet(one.allowed, other.allowed) && isSameSet(one.denied, other.denied)
  );
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const ids = new Set(one);
  return ids.size === new Set(other).size && other.every((id) => ids.has(id));
}
