/** Who has opened the Home tab since the start, whether they are an admin, and where they are in the roster. */

import { isAdmin } from '../admins/admins.ts';
import type { Outside } from '../ports.ts';
import { everybody, firstPage, type RosterPlace } from '../roster/place-memory.ts';

/** Slack is asked again after this; every press asks anew in any case. */
const believeForMs = 60_000;

interface Viewer {
  isAdmin: boolean;
  /** When Slack said so; null: it has not. */
  askedAt: number | null;
  place: RosterPlace;
  notice: string | null;
}

export interface Viewers {
  open(slackUserId: string): void;
  has(slackUserId: string): boolean;
  all(): readonly string[];
  /** Those who were admins when they were last published for. */
  admins(): readonly string[];
  turnTo(slackUserId: string, place: RosterPlace, notice: string | null): void;
  tell(slackUserId: string, notice: string): void;
  forgetAdmin(slackUserId: string): void;
  /** What is shown to them; `isAdmin` is asked of Slack when the last answer is old. */
  look(slackUserId: string): Promise<Readonly<Viewer>>;
}

/** @param configured `GONG_ADMINS` */
export function createViewers(
  outside: Pick<Outside, 'slack' | 'clock' | 'log'>,
  given: { teamId: string; admins: readonly string[] },
): Viewers {
  const viewers = new Map<string, Viewer>();
  const viewerOf = (slackUserId: string): Viewer => {
    const known = viewers.get(slackUserId);
    if (known) return known;
    const viewer = { isAdmin: false, askedAt: null, place: firstPage(everybody), notice: null };
    viewers.set(slackUserId, viewer);
    return viewer;
  };

  return {
    open: (slackUserId) => {
      viewerOf(slackUserId).notice = null;
    },
    has: (slackUserId) => viewers.has(slackUserId),
    all: () => [...viewers.keys()],
    admins: () => [...viewers].flatMap(([slackUserId, viewer]) => (viewer.isAdmin ? [slackUserId] : [])),
    turnTo: (slackUserId, place, notice) => {
      Object.assign(viewerOf(slackUserId), { place, notice });
    },
    tell: (slackUserId, notice) => {
      viewerOf(slackUserId).notice = notice;
    },
    forgetAdmin: (slackUserId) => {
      Object.assign(viewerOf(slackUserId), { isAdmin: false, askedAt: null });
    },
    look: async (slackUserId) => {
      const viewer = viewerOf(slackUserId);
      const now = outside.clock.now();
      if (viewer.askedAt === null || now - viewer.askedAt > believeForMs) {
        const answer = await isAdmin(outside, given.admins, { teamId: given.teamId, slackUserId });
        // Slack said nothing: what it said last is the best there is, and every press asks again.
        if (answer !== 'unknown') Object.assign(viewer, { isAdmin: answer === 'yes', askedAt: now });
      }
      return viewer;
    },
  };
}
