/** Somebody cannot connect because nothing is set up: the admins hear of it, once a day for each who asks. */

import type { Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';

export const askedMessageKind = 'asked';
const dayMs = 24 * 3_600_000;

/**
 * @param admins who is known to look after Gong; with none, the workspace's owners are asked
 * @returns the Slack user IDs of those who were asked
 */
export async function askAdmins(
  { store, slack, identity, clock }: Outside,
  sender: Sender,
  admins: readonly string[],
): Promise<readonly string[]> {
  const asked = admins.length > 0 ? admins : await owners(slack, sender.teamId);
  const now = clock.now();
  for (const admin of asked) {
    await store.owe(
      sender.teamId,
      {
        id: identity.uuid(),
        recipient: admin,
        kind: askedMessageKind,
        subject: sender.slackUserId,
        dedupeKey: `asked:${sender.slackUserId}:${admin}:${Math.floor(now / dayMs)}`,
      },
      now,
    );
  }
  return asked;
}

async function owners(slack: Outside['slack'], teamId: string): Promise<string[]> {
  const members = await slack.members(teamId);
  return members
    .filter((member) => member.isOwner && !member.isDeactivated && !member.isBot)
    .map((member) => member.slackUserId);
}
