/** Somebody cannot connect until an admin acts: the admins hear of it, once a day for each who asks. */

import type { Outside } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { askedMessageKind, canConnectKind, untilSetUp } from '../stores/setups.ts';
import type { ReasonToAsk } from './words.ts';

const dayMs = 24 * 3_600_000;

/**
 * Asks who saved the setup and `GONG_ADMINS`; with neither, the workspace's owners.
 * @param given `configured`: `GONG_ADMINS`; `reason`: what came back of their link; null: nothing
 * @returns the Slack user IDs of those who were asked, the person who asks left out; whether that person is one of
 * them; whether everybody was asked earlier that day
 */
export async function askAdmins(
  outside: Outside,
  sender: Sender,
  { configured, why, reason }: { configured: readonly string[]; why: ReasonToAsk; reason: string | null },
): Promise<{ admins: readonly string[]; isAdmin: boolean; isRepeated: boolean }> {
  const { store, slack, identity, clock } = outside;
  const setup = await store.savedSetup(sender.teamId);
  const known = [...new Set([...(setup ? [setup.createdBy] : []), ...configured])];
  const all = known.length > 0 ? known : await owners(slack, sender.teamId);
  const admins = all.filter((admin) => admin !== sender.slackUserId);
  const now = clock.now();
  if (why === 'not_set_up' && admins.length === all.length) await promise(outside, sender, now);
  let isRepeated = true;
  for (const admin of admins) {
    const isNew = await store.owe(
      sender.teamId,
      {
        id: identity.uuid(),
        recipient: admin,
        kind: askedMessageKind,
        subject: sender.slackUserId,
        dedupeKey: `asked:${why}:${sender.slackUserId}:${admin}:${Math.floor(now / dayMs)}`,
        data: { why, reason },
      },
      now,
    );
    if (isNew) isRepeated = false;
  }
  return { admins, isAdmin: admins.length < all.length, isRepeated };
}

/** Owes the message that they can connect, once however often they ask. It has nothing to say before Gong is set up. */
async function promise({ store, identity }: Outside, { teamId, slackUserId }: Sender, now: number): Promise<void> {
  const promised = await store.messagesAbout(teamId, canConnectKind, untilSetUp);
  if (promised.some(({ recipient, ts }) => recipient === slackUserId && ts === null)) return;
  const id = identity.uuid();
  const message = { id, recipient: slackUserId, kind: canConnectKind, subject: untilSetUp };
  await store.owe(
    teamId,
    { ...message, dedupeKey: `${canConnectKind}:${slackUserId}:${Math.floor(now / dayMs)}` },
    now,
  );
}

async function owners(slack: Outside['slack'], teamId: string): Promise<string[]> {
  const members = await slack.members(teamId);
  return members
    .filter((member) => member.isOwner && !member.isDeactivated && !member.isBot)
    .map((member) => member.slackUserId);
}
