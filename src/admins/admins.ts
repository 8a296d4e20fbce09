/** Who may set Gong up: Slack workspace admins and owners, and `GONG_ADMINS`. */

import { type Outside, pause } from '../ports.ts';
import type { Sender } from '../routes.ts';

/** `unknown`: Slack did not say in time. */
export type AdminAnswer = 'yes' | 'no' | 'unknown';

/** Within Slack's three seconds there must be time left for the answer itself. */
const askAtMostMs = 2_000;
/** More names than this help nobody. */
const mostNames = 10;

/** Asked again at every step: somebody may stop being an admin in between. */
export async function isAdmin(
  { slack, clock, log }: Pick<Outside, 'slack' | 'clock' | 'log'>,
  configured: readonly string[],
  sender: Sender,
): Promise<AdminAnswer> {
  if (configured.includes(sender.slackUserId)) return 'yes';
  const asked = slack.member(sender.teamId, sender.slackUserId).then(
    (member): AdminAnswer => (member.isAdmin && !member.isDeactivated ? 'yes' : 'no'),
    (error: unknown): AdminAnswer => {
      log.warn({ error, slackUserId: sender.slackUserId }, 'could not ask Slack who is an admin');
      return 'unknown';
    },
  );
  return Promise.race([asked, pause(clock, askAtMostMs).then((): AdminAnswer => 'unknown')]);
}

/**
 * Whom somebody who is not an admin can ask: who saved the setup and `GONG_ADMINS`; with neither, Slack's own admins.
 * @param atMostMs how long reading Slack's member list may take; empty when it takes longer
 */
export async function knownAdmins(
  { slack, store, clock, log }: Pick<Outside, 'slack' | 'store' | 'clock' | 'log'>,
  configured: readonly string[],
  sender: Sender,
  atMostMs: number,
): Promise<readonly string[]> {
  const setup = await store.savedSetup(sender.teamId);
  const known = [...new Set([...(setup ? [setup.createdBy] : []), ...configured])];
  // Somebody who saved the setup and is an admin no longer is not sent to themselves.
  const others = known.filter((slackUserId) => slackUserId !== sender.slackUserId);
  if (others.length > 0) return others.slice(0, mostNames);
  const asked = slack.members(sender.teamId).then(
    (members) =>
      members
        .filter((member) => member.isAdmin && !member.isDeactivated && !member.isBot)
        // The list is a few minutes old: whoever asks may have been an admin then.
        .filter((member) => member.slackUserId !== sender.slackUserId)
        .slice(0, mostNames)
        .map((member) => member.slackUserId),
    (error: unknown): string[] => {
      log.warn({ error }, 'could not read who the admins are');
      return [];
    },
  );
  return Promise.race([asked, pause(clock, atMostMs).then((): string[] => [])]);
}

/** Who hears of trouble: those who saved the setup, and `GONG_ADMINS`. */
export async function adminsOf(
  { store }: Pick<Outside, 'store'>,
  teamId: string,
  configured: readonly string[],
): Promise<readonly string[]> {
  const setup = await store.savedSetup(teamId);
  return [...new Set([...(setup ? [setup.createdBy] : []), ...configured])];
}
