/** The guide's chapter about the admin's side: its steps, each ticked off once it was really done. */

import type { Sandbox } from '../sandbox.ts';

export const adminStepIds = ['invite', 'nudge', 'roster', 'checkup', 'company', 'audit'] as const;
export type AdminStepId = (typeof adminStepIds)[number];

export interface AdminSteps {
  /** Looks at the sandbox, and gives the steps that were ever done. */
  done(): AdminStepId[];
}

/** Nothing done yet. */
export function createAdminSteps({ slack }: Sandbox): AdminSteps {
  const people = (): string[] => Object.values(slack.people);
  const isWritten = (words: RegExp): boolean =>
    people().some((id) =>
      slack
        .person(id)
        .dm()
        .some(({ rendered }) => words.test(rendered)),
    );
  const isOpen = (title: string): boolean => people().some((id) => slack.person(id).modal()?.title === title);
  const wasDone: Record<AdminStepId, () => boolean> = {
    invite: () => isWritten(/invites you to connect/),
    nudge: () => isWritten(/is not connected yet/),
    roster: () => isOpen('Roster'),
    checkup: () => isOpen('Check setup'),
    company: () => isOpen('How people connect'),
    audit: () => isOpen('Audit'),
  };
  const done = new Set<AdminStepId>();
  return {
    done: () => {
      for (const id of adminStepIds) if (!done.has(id) && wasDone[id]()) done.add(id);
      return adminStepIds.filter((id) => done.has(id));
    },
  };
}
