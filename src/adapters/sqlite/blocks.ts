/** People whom another hand than the bot's denies at Composio. */

import { blockedMessageKind, grantMessageKind } from '../../stores/message-kinds.ts';
import { writeAudit } from './audit.ts';
import { reviseMessages } from './messages.ts';
import type { Database } from './transaction.ts';

/** Within a transaction: ends their grants, and gives whose they were. */
export async function blockGrants(
  within: Database,
  teamId: string,
  people: readonly string[],
  accountId: string,
  now: number,
): Promise<string[]> {
  const blocked: string[] = [];
  for (const slackUserId of people) {
    const result = await within
      .updateTable('grants')
      .set({ state: 'withdrawn', since: now, blocked_at: now })
      .where('team_id', '=', teamId)
      .where('slack_user_id', '=', slackUserId)
      .where('state', 'in', ['wanted', 'granted'])
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) continue;
    blocked.push(slackUserId);
    await reviseMessages(within, teamId, grantMessageKind, slackUserId);
    await note(within, teamId, 'access_list.blocked', { slackUserId, accountId }, now);
  }
  return blocked;
}

/** Within a transaction: they may be let in again when they ask. */
export async function liftBlocks(
  within: Database,
  teamId: string,
  people: readonly string[],
  accountId: string,
  now: number,
): Promise<void> {
  for (const slackUserId of people) {
    const result = await within
      .updateTable('grants')
      .set({ blocked_at: null })
      .where('team_id', '=', teamId)
      .where('slack_user_id', '=', slackUserId)
      .where('blocked_at', 'is not', null)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) continue;
    await reviseMessages(within, teamId, blockedMessageKind, slackUserId);
    await note(within, teamId, 'access_list.unblocked', { slackUserId, accountId }, now);
  }
}

/** Within a transaction that ends the company connection: the list that denied them goes with it. */
export async function forgetBlocks(within: Database, teamId: string): Promise<void> {
  const forgotten = await within
    .updateTable('grants')
    .set({ blocked_at: null })
    .where('team_id', '=', teamId)
    .where('blocked_at', 'is not', null)
    .returning('slack_user_id')
    .execute();
  for (const { slack_user_id } of forgotten) await reviseMessages(within, teamId, blockedMessageKind, slack_user_id);
}

async function note(
  within: Database,
  teamId: string,
  action: string,
  { slackUserId, accountId }: { slackUserId: string; accountId: string },
  now: number,
): Promise<void> {
  await writeAudit(within, teamId, { actor: 'bot', action, subject: slackUserId, detail: { accountId } }, now);
}
