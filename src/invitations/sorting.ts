/** Who of those who were chosen is invited, and who is left out and why. Pure. */

import type { Member } from '../ports.ts';
import type { Audience, Invitee, SkipReason } from '../stores/invitation-batches.ts';

/**
 * Sorts everybody who was chosen, each once.
 * @param sources the Slack user IDs of each source; somebody may be in several
 * @param members whom Slack told of; null: Slack did not say
 * @param standings who is connected, and who was invited lately
 */
export function sortPeople(
  sources: ReadonlyArray<readonly string[]>,
  members: ReadonlyMap<string, Member> | null,
  standings: Readonly<Record<'connected' | 'recent', ReadonlySet<string>>>,
): Omit<Audience, 'unread'> {
  const chosen = sources.flatMap((people) => [...new Set(people)]);
  const people = new Set(chosen);
  const skipped: Record<SkipReason, string[]> = { connected: [], recent: [], deactivated: [], bot: [], outside: [] };
  const invitees: Invitee[] = [];
  for (const slackUserId of people) {
    const member = members?.get(slackUserId);
    const reason = members && !member ? 'outside' : skipReasonOf(slackUserId, member, standings);
    if (reason) skipped[reason].push(slackUserId);
    else invitees.push({ slackUserId, timeZone: member?.timeZone ?? null, isGuest: member?.isGuest === true });
  }
  const counts = Map.groupBy(chosen, (slackUserId) => slackUserId);
  const repeated = [...counts.values()].filter((times) => times.length > 1).length;
  return { invitees, skipped, repeated, isUnchecked: members === null };
}

function skipReasonOf(
  slackUserId: string,
  member: Member | undefined,
  { connected, recent }: Readonly<Record<'connected' | 'recent', ReadonlySet<string>>>,
): SkipReason | null {
  if (member?.isBot) return 'bot';
  if (member?.isOutside) return 'outside';
  if (member?.isDeactivated) return 'deactivated';
  if (connected.has(slackUserId)) return 'connected';
  return recent.has(slackUserId) ? 'recent' : null;
}
