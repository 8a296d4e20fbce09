/** What the rows find in the sandbox: the setup, who is connected and who is not. */

import { setTimeout as pause } from 'node:timers/promises';
import type { AuthConfig } from '../../composio/auth-config.ts';
import type { ConnectedAccount } from '../../composio/connected-account.ts';
import type { Integration } from '../../gong/integrations.ts';
import type { Sandbox } from '../../sandbox.ts';
import type { Owners } from '../owners.ts';
import { NotPlayableError } from './rows.ts';

export interface Stage {
  sandbox: Sandbox;
  /** Whether an auth config is there. */
  isSetUp(): boolean;
  /** The auth config in force; throws when there is none. */
  config(): AuthConfig;
  /** Its integration in Gong; throws when it was deleted. */
  integration(): Integration;
  /** Somebody's ACTIVE accounts. */
  activeOf(slackUserId: string): ConnectedAccount[];
  /** The Slack user IDs of everybody who is there from the start: a crowd that came later would take too long. */
  everybody(): string[];
  /** A rep who is not connected; the last of the reps when everybody is. */
  newcomer(): string;
  /** Waits for what happens outside of Slack, which tells nobody of it; throws, saying `otherwise`, when it does not. */
  comes(hasCome: () => boolean, otherwise: string): Promise<void>;
  /** Lets time pass for everything, the bot included. */
  pass(ms: number): Promise<void>;
  /** Lets this much time pass again and again until something has come of it; throws when nothing does. */
  passUntil(ms: number, hasCome: () => boolean): Promise<void>;
}

const mostPasses = 8;
/** What the bot does at a new time takes it a moment of real time. */
const momentMs = 750;
const lookMs = 25;
/** A request that the bot makes by itself takes this long at the very most. */
const patienceMs = 10_000;

async function comesWithin(ms: number, hasCome: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += lookMs) {
    if (hasCome()) return true;
    await pause(lookMs);
  }
  return hasCome();
}

/** The stage of a sandbox. */
export function createStage(sandbox: Sandbox, owners: Owners, pass: Stage['pass']): Stage {
  const { composio, gong, slack } = sandbox;
  const active = (): { account: ConnectedAccount; owner: string | null }[] =>
    composio
      .accounts()
      .filter(({ status }) => status === 'ACTIVE')
      .map((account) => ({ account, owner: owners.slackUserIdOf(account.userId) }));
  const cast = new Set(Object.values(slack.people));
  const members = () => slack.members().filter(({ id, deleted }) => cast.has(id) && !deleted);
  const config = (): AuthConfig => {
    const newest = composio.authConfigs().at(-1);
    if (!newest) throw new NotPlayableError('Gong is not set up');
    return newest;
  };
  return {
    sandbox,
    isSetUp: () => composio.authConfigs().length > 0,
    config,
    integration: () => {
      const found = gong.integrations().find(({ clientId }) => clientId === config().clientId);
      if (!found) throw new NotPlayableError('the integration was deleted in Gong: reset everything first');
      return found;
    },
    activeOf: (slackUserId) =>
      active()
        .filter(({ owner }) => owner === slackUserId)
        .map(({ account }) => account),
    everybody: () => members().map(({ id }) => id),
    newcomer: () => {
      const reps = members()
        .filter(({ isAdmin }) => !isAdmin)
        .map(({ id }) => id);
      const there = new Set(active().map(({ owner }) => owner));
      const found = reps.find((id) => !there.has(id)) ?? reps.at(-1);
      if (found === undefined) throw new NotPlayableError('no rep is left: reactivate one first');
      return found;
    },
    comes: async (hasCome, otherwise) => {
      if (!(await comesWithin(patienceMs, hasCome))) throw new NotPlayableError(otherwise);
    },
    pass,
    passUntil: async (ms, hasCome) => {
      for (let passes = 0; passes < mostPasses; passes += 1) {
        await pass(ms);
        if (await comesWithin(momentMs, hasCome)) return;
      }
      throw new NotPlayableError('the bot did not notice: is Slack or Composio in trouble?');
    },
  };
}
