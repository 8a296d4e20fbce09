/** The guide's chapter about the admin's side: its steps, each ticked off once it was really done. */

import type { Sandbox } from '../sandbox.ts';
import { isObject, type JsonObject, stringOf } from '../slack/json.ts';

export const adminStepIds = ['invite', 'nudge', 'roster', 'checkup', 'company', 'audit'] as const;
export type AdminStepId = (typeof adminStepIds)[number];

export interface AdminSteps {
  /** Looks at the sandbox, and gives the steps that were ever done. */
  done(): AdminStepId[];
}

/** What is done in the roster, its opening excepted: the bot's action and callback IDs. */
const inRoster = /^roster:(?!open$)/;
const checkSetup = 'checkup:check';

/** Nothing done yet. */
export function createAdminSteps({ slack, composio }: Sandbox): AdminSteps {
  const people = (): string[] => Object.values(slack.people);
  const isWritten = (words: RegExp): boolean =>
    people().some((id) =>
      slack
        .person(id)
        .dm()
        .some(({ rendered }) => words.test(rendered)),
    );
  /** What was pressed, chosen and submitted so far, by ID. */
  const acts: string[] = [];
  let lookedAt = 0;
  const look = (): void => {
    for (const { kind, payload } of slack.deliveries.slice(lookedAt)) {
      if (kind === 'interactive') acts.push(...idsOf(payload));
    }
    lookedAt = slack.deliveries.length;
  };
  /** With the company's one connection, somebody beside the one who made it is let in. */
  const isShared = (): boolean =>
    composio
      .accounts()
      .some(
        ({ accountType, status, acl }) =>
          accountType === 'SHARED' && status === 'ACTIVE' && (acl.allow_all_users || acl.allowed_user_ids.length > 0),
      );
  const isOpen = (title: string): boolean => people().some((id) => slack.person(id).modal()?.title === title);
  const wasDone: Record<AdminStepId, () => boolean> = {
    invite: () => isWritten(/invites you to connect/),
    nudge: () => isWritten(/is not connected yet/),
    roster: () => acts.some((id) => inRoster.test(id)),
    checkup: () => acts.filter((id) => id === checkSetup).length > 1,
    company: isShared,
    audit: () => isOpen('Audit'),
  };
  const done = new Set<AdminStepId>();
  return {
    done: () => {
      look();
      for (const id of adminStepIds) if (!done.has(id) && wasDone[id]()) done.add(id);
      return adminStepIds.filter((id) => done.has(id));
    },
  };
}

function idsOf({ type, actions, view }: JsonObject): string[] {
  if (type === 'view_submission') return isObject(view) ? [stringOf(view.callback_id)] : [];
  return Array.isArray(actions) ? actions.filter(isObject).map(({ action_id: id }) => stringOf(id)) : [];
}
