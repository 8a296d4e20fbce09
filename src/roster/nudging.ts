/** Reminding people because an admin asks for it: one, or all who are not connected. */

import { mention } from '../block-kit.ts';
import { type NudgeOutcome, nudgeNow } from '../invitations/nudge-now.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender } from '../routes.ts';
import type { RosterMark } from '../stores/roster.ts';
import { repairMessage } from './roster-message.ts';
import { nudgeableStates, peopleInWords } from './words.ts';

/** Between two breaths: each waits for the disk. */
const atOnce = 20;
const dayMs = 24 * 3_600_000;

/** Owes one DM. @returns what became of it, as mrkdwn; the caller wakes the outbox */
export async function nudgeOne(outside: Outside, sender: Sender, slackUserId: string): Promise<string> {
  const { store, clock, identity } = outside;
  const { teamId, slackUserId: by } = sender;
  const entry = await store.rosterEntry(teamId, slackUserId);
  if (entry?.state === 'left') return `${mention(slackUserId)} has left Slack, so no reminder was sent.`;
  if (await store.openPause(teamId)) return inWords('paused', slackUserId);
  if (entry?.state === 'not_working' && entry.through === 'personal') {
    const now = clock.now();
    const message = repairMessage(identity.uuid(), { slackUserId, by, day: Math.floor(now / dayMs) });
    return inWords((await store.askToRepair(teamId, message, by, now)) ? 'owed' : 'too_soon', slackUserId);
  }
  return inWords(await nudgeNow(outside, { teamId, slackUserId, by }), slackUserId);
}

function inWords(outcome: NudgeOutcome, slackUserId: string): string {
  const who = mention(slackUserId);
  switch (outcome) {
    case 'owed':
      return `:bell: A reminder is on its way to ${who}.`;
    case 'connected':
      return `${who} is connected by now, so no reminder was sent.`;
    case 'too_soon':
      return `${who} was invited or reminded in the last day, so no reminder was sent. Try again tomorrow.`;
    case 'stopped':
      return `${who} asked for no more reminders, so none was sent. Write to them yourself.`;
    case 'left':
      return `${who} has left Slack, so no reminder was sent.`;
    case 'paused':
      return 'Gong is paused, so no reminder was sent. Press *Resume* in `/gong-setup` first.';
    case 'not_set_up':
      return 'Gong is not set up any more, so no reminder was sent. Type `/gong-setup` to set it up.';
  }
}

/** Owes a DM to each who is not connected. @returns what became of it, as mrkdwn */
export async function nudgeAll(outside: Outside, { teamId, slackUserId: by }: Sender): Promise<string> {
  const { store, clock } = outside;
  const outcomes = new Map<NudgeOutcome, number>();
  for (const state of nudgeableStates) {
    let after: RosterMark | null = null;
    for (;;) {
      const at: { after: RosterMark } | null = after === null ? null : { after };
      const page = await store.rosterPage(teamId, { search: '', state, sort: 'name' }, at, atOnce);
      for (const { slackUserId } of page.entries) {
        const outcome = await nudgeNow(outside, { teamId, slackUserId, by, isOneOfMany: true });
        if (outcome === 'not_set_up' || outcome === 'paused') return inWords(outcome, slackUserId);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      after = page.entries.at(-1)?.mark ?? null;
      if (!page.hasMore || after === null) break;
      await pause(clock, 0);
    }
  }
  const count = (outcome: NudgeOutcome): number => outcomes.get(outcome) ?? 0;
  const people = (outcome: NudgeOutcome): string => peopleInWords(count(outcome));
  const left = [
    ...(outcomes.has('too_soon') ? [`${people('too_soon')} invited or reminded in the last day`] : []),
    ...(outcomes.has('stopped')
      ? [`${people('stopped')} who ${count('stopped') === 1 ? 'wants' : 'want'} no reminders`]
      : []),
    ...(outcomes.has('connected')
      ? [`${people('connected')} who ${count('connected') === 1 ? 'has' : 'have'} connected meanwhile`]
      : []),
  ];
  const skipped = left.length === 0 ? '' : ` Left out: ${left.join(', ')}.`;
  return `:bell: Reminders are on their way to ${people('owed')}.${skipped}`;
}
