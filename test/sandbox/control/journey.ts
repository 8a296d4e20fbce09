/** The guide's steps, each ticked off by what really happened to whom it is about. */

import type { ConnectedAccount } from '../composio/connected-account.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Owners } from './owners.ts';

export const stepIds = ['setup', 'choose', 'register', 'save', 'connect', 'allow', 'break', 'repair'] as const;
export type StepId = (typeof stepIds)[number];

/** The wizard as somebody has it open now. */
export interface OpenWizard {
  /** Slack user ID. */
  person: string;
  step: 'choose' | 'register';
}

export interface Journey {
  /**
   * Looks at the sandbox, and gives the steps that are done, in order. A step counts, too, once a later one does. The
   * wizard's own are done only for as long as it is open: who closes it begins again.
   */
  done(): StepId[];
  /** null: nobody has it open. */
  wizard(): OpenWizard | null;
  /** The Slack user ID of the rep whom the story is about by now; null: no rep has done anything yet. */
  rep(): string | null;
}

interface Seen {
  /** Those that were ACTIVE, by ID, but for those that made room for another one or were given up. */
  wereActive: Map<string, ConnectedAccount>;
  /** External user IDs of connections that broke. */
  broken: Set<string>;
  isRepaired: boolean;
}

/** Nothing reached yet. */
export function createJourney(
  { slack, composio, gong }: Sandbox,
  { slackUserIdOf }: Pick<Owners, 'slackUserIdOf'>,
): Journey {
  const seen: Seen = { wereActive: new Map(), broken: new Set(), isRepaired: false };

  const repOf = (externalUserId: string): string | null => {
    const id = slackUserIdOf(externalUserId);
    const person = slack.members().find((each) => each.id === id);
    return person && !person.isAdmin ? person.id : null;
  };
  const isOfStory = ({ accountType, userId }: ConnectedAccount): boolean =>
    accountType === 'SHARED' || repOf(userId) !== null;
  /** A rep whom this account serves; null: none. */
  const serves = ({ accountType, userId, acl }: ConnectedAccount): string | null => {
    if (accountType !== 'SHARED') return repOf(userId);
    return acl.allowed_user_ids.map(repOf).find((id) => id !== null) ?? null;
  };
  const ofStory = (): ConnectedAccount[] => composio.accounts().filter(isOfStory);
  /** Whoever disconnects has not lost anything. */
  const wasGivenUp = (id: string): boolean =>
    composio.requests.some(({ method, path }) => method === 'DELETE' && path.endsWith(`/${id}`));

  const look = (): void => {
    const active = ofStory().filter(({ status }) => status === 'ACTIVE');
    const owners = new Set(active.map(({ userId }) => userId));
    for (const userId of owners) if (seen.broken.has(userId)) seen.isRepaired = true;
    for (const [id, { userId }] of seen.wereActive) {
      if (active.some((account) => account.id === id)) continue;
      if (owners.has(userId) || wasGivenUp(id)) seen.wereActive.delete(id);
      else seen.broken.add(userId);
    }
    for (const account of active) seen.wereActive.set(account.id, account);
  };

  const wizard = (): OpenWizard | null => {
    for (const person of Object.values(slack.people)) {
      const labels = slack.person(person).modal()?.labels() ?? [];
      if (labels.includes('Client ID')) return { person, step: 'register' };
      if (labels.includes('Gong workspace URL')) return { person, step: 'choose' };
    }
    return null;
  };

  const reached: Record<StepId, () => boolean> = {
    setup: () => wizard() !== null,
    choose: () => wizard()?.step === 'register',
    register: () => gong.integrations().length > 0,
    save: () => composio.authConfigs().length > 0,
    connect: () => ofStory().some((account) => serves(account) !== null),
    allow: () => [...seen.wereActive.values()].some((account) => serves(account) !== null),
    break: () => seen.broken.size > 0,
    repair: () => seen.isRepaired,
  };
  const passing: readonly StepId[] = ['setup', 'choose'];
  const kept = new Set<StepId>();
  return {
    done: () => {
      look();
      for (const id of stepIds) if (!passing.includes(id) && !kept.has(id) && reached[id]()) kept.add(id);
      const last = stepIds.findLastIndex((id) => kept.has(id) || (passing.includes(id) && reached[id]()));
      for (const id of stepIds.slice(0, last + 1)) if (!passing.includes(id)) kept.add(id);
      return stepIds.slice(0, last + 1);
    },
    wizard,
    rep: () => {
      const broken = [...seen.broken].map(repOf).findLast((id) => id !== null);
      const served = ofStory().map(serves);
      return broken ?? served.find((id) => id !== null) ?? null;
    },
  };
}
