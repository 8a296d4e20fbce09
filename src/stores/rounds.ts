/** What is kept of asking people to reconnect: rounds, each in waves, and who is asked in them. */

import type { NewMessage } from '../model.ts';

/** Why people are asked. */
export type RoundCause = 'rotation' | 'scopes';

/** The kind of the admin's DM that follows a round, whose subject is the round's ID. */
export const roundNoticeKinds: Readonly<Record<RoundCause, string>> = {
  rotation: 'rotation',
  scopes: 'scopes_round',
};

/** The kind of the DM that asks somebody to reconnect. */
export const reconnectRequestKind = 'reconnect_request';

/** The subject of that DM: one of its own, so that one reconnecting changes nobody else's. */
export function requestSubject(roundId: string, slackUserId: string): string {
  return `${roundId}:${slackUserId}`;
}

export interface Round {
  id: string;
  teamId: string;
  cause: RoundCause;
  authConfigId: string;
  createdBy: string;
  beganAt: number;
  /** When the next wave may go out, at the earliest. */
  nextWaveAt: number;
  waves: number;
  endedAt: number | null;
}

/** `waiting`: for their wave; `gone`: disconnected or left meanwhile. */
export type RequestState = 'waiting' | 'asked' | 'reconnected' | 'gone';

/** How many people of a round are in which state. */
export type RoundCounts = Readonly<Record<RequestState, number>>;

export interface ReconnectRequest {
  roundId: string;
  slackUserId: string;
  state: RequestState;
  /** Their connection works, and only a new one counts. */
  needsNewAccount: boolean;
}

export interface RoundStore {
  round(teamId: string, roundId: string): Promise<Round | null>;
  openRound(teamId: string, cause: RoundCause): Promise<Round | null>;
  openRounds(teamId: string): Promise<Round[]>;
  roundCounts(teamId: string, roundId: string): Promise<RoundCounts>;
  reconnectRequest(teamId: string, roundId: string, slackUserId: string): Promise<ReconnectRequest | null>;
  /**
   * Begins a round, or adds to the one of this cause that is under way. Whoever is asked in it already is not asked
   * twice. @returns the round, and how many were added
   */
  askToReconnect(
    draft: Pick<Round, 'id' | 'teamId' | 'cause' | 'authConfigId' | 'createdBy'>,
    people: readonly string[],
    notify: NewMessage,
    now: number,
  ): Promise<{ round: Round; added: number }>;
  /** Adds everybody whose connection works. @returns how many */
  askEverybody(teamId: string, roundId: string, by: string, now: number): Promise<number>;
  /**
   * Asks the next wave, if it is due: `most` people at once, the next one no sooner than `pauseMs` later.
   * @returns how many were asked
   */
  sendWave(
    teamId: string,
    roundId: string,
    given: { most: number; pauseMs: number; messageId: () => string },
    now: number,
  ): Promise<number>;
  /**
   * Holds a round against the connections as they are: who has reconnected or is gone. After a rotation, those that
   * broke since are counted in: their alert has asked them. True: something changed.
   */
  settleRound(teamId: string, roundId: string, now: number): Promise<boolean>;
  /** Ends a round, and the rotation that it is of. `by`: a Slack user ID, or `bot`. False: it was over already. */
  endRound(teamId: string, roundId: string, by: string, now: number): Promise<boolean>;
}
