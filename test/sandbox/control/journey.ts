/** The guide's steps, each ticked off once by what really happened. */

import type { Sandbox } from '../sandbox.ts';

export const stepIds = ['setup', 'choose', 'register', 'save', 'connect', 'allow', 'break', 'repair'] as const;
export type StepId = (typeof stepIds)[number];

export interface Journey {
  /** Looks at the sandbox, and gives the steps that were ever reached, in order. */
  done(): StepId[];
}

interface Seen {
  /** External user IDs by the connected accounts that were ever ACTIVE. */
  wereActive: Map<string, string>;
  /** External user IDs of connections that broke. */
  broken: Set<string>;
  repaired: boolean;
}

function look({ composio }: Sandbox, seen: Seen): void {
  const active = new Map<string, string>();
  for (const account of composio.accounts()) if (account.status === 'ACTIVE') active.set(account.id, account.userId);
  for (const userId of active.values()) if (seen.broken.has(userId)) seen.repaired = true;
  const owners = new Set(active.values());
  for (const [id, userId] of seen.wereActive) if (!active.has(id) && !owners.has(userId)) seen.broken.add(userId);
  for (const [id, userId] of active) seen.wereActive.set(id, userId);
}

function wasSetupTyped({ slack }: Sandbox): boolean {
  return slack.deliveries.some(
    ({ kind, payload, ack }) => kind === 'slash_commands' && payload.command === '/gong-setup' && ack.acked,
  );
}

function isRegistering({ slack }: Sandbox): boolean {
  return Object.values(slack.people).some((id) => slack.person(id).modal()?.labels().includes('Client ID') ?? false);
}

/** Nothing reached yet. A step counts as reached, too, when a later one is. */
export function createJourney(sandbox: Sandbox): Journey {
  const seen: Seen = { wereActive: new Map(), broken: new Set(), repaired: false };
  const reached: Record<StepId, () => boolean> = {
    setup: () => wasSetupTyped(sandbox),
    choose: () => isRegistering(sandbox),
    register: () => sandbox.gong.integrations().length > 0,
    save: () => sandbox.composio.authConfigs().length > 0,
    connect: () => sandbox.composio.accounts().length > 0,
    allow: () => seen.wereActive.size > 0,
    break: () => seen.broken.size > 0,
    repair: () => seen.repaired,
  };
  const done = new Set<StepId>();
  return {
    done: () => {
      look(sandbox, seen);
      for (const id of stepIds) if (!done.has(id) && reached[id]()) done.add(id);
      const last = stepIds.findLastIndex((id) => done.has(id));
      for (const id of stepIds.slice(0, last + 1)) done.add(id);
      return stepIds.filter((id) => done.has(id));
    },
  };
}
