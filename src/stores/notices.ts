/** How the admins of a workspace want to hear of trouble. */

import type { NewMessage, OwedMessage } from '../model.ts';

export interface NoticePreferences {
  /** A channel's ID; null: a DM to each admin. */
  channel: string | null;
  pace: 'immediate' | 'digest';
  /** During these hours no new message is sent to admins, in minutes since midnight; null: there are none. */
  quiet: { from: number; until: number } | null;
  /** Whose clock that is: the IANA time zone of who chose the hours, whoever changes something else later. */
  timeZone: string;
}

/** What the data of a message says that goes where and when the admins chose. */
export const isForAdmins = 'isForAdmins';

export interface NoticeStore {
  /** What was chosen; by default a DM, at once, without quiet hours. */
  noticePreferences(teamId: string): Promise<NoticePreferences>;
  /**
   * Written to the audit. The first digest covers what happens from now on. Messages to admins that wait for the end of
   * quiet hours are due at `dueAt` now.
   */
  chooseNotices(
    teamId: string,
    chosen: NoticePreferences,
    given: { actor: string; dueAt: number },
    now: number,
  ): Promise<void>;
  /** Until when digests have covered what happened; null: there is nothing for one to cover. */
  digestedUntil(teamId: string): Promise<number | null>;
  /** The digests are owed, if there are any, and cover everything until `until`; null: they were the last. */
  oweDigest(teamId: string, messages: readonly NewMessage[], until: number | null, now: number): Promise<void>;
  /** Writes messages in place of those that a channel did not take. False: they were written before. */
  oweInstead(teamId: string, messages: readonly NewMessage[], now: number): Promise<boolean>;
  /**
   * Messages that a channel did not take, or whose newest edit it did not take, and that ended for it since then, with
   * what Slack said.
   */
  refusedByChannel(teamId: string, since: number): Promise<Array<OwedMessage & { dedupeKey: string; refusal: string }>>;
}
