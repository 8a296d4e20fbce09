/** Modals that show how something goes while they are open. Kept in memory alone: a DM tells the same for good. */

import type { ModalView } from '@slack/types';
import type { Outside } from '../ports.ts';

/** Slack takes some fifty updates a minute; nobody reads faster. */
const drawEveryMs = 2_000;
/** A modal that was left open this long is looked at by nobody. */
const longestMs = 60 * 60_000;

export interface LiveViews {
  /**
   * Draws a view again and again: until `isOver` of a drawing, until the person closes it, or until it has become
   * something else.
   * @param hash the view's, so that even the first drawing replaces nothing else; left out: it is not known
   */
  follow(
    teamId: string,
    viewId: string,
    draw: () => Promise<{ view: ModalView; isOver: boolean }>,
    hash?: string | null,
  ): void;
  /** The view is about to become something else. Resolves when no drawing of it is on its way any more. */
  unfollow(viewId: string): Promise<void>;
  stop(): Promise<void>;
}

export function createLiveViews({ slack, clock, log }: Pick<Outside, 'slack' | 'clock' | 'log'>): LiveViews {
  /** The newest run for a view is the one that draws. */
  const runs = new Map<string, symbol>();
  const atWork = new Map<Promise<void>, string>();
  let isStopped = false;

  const follow: LiveViews['follow'] = (teamId, viewId, draw, knownHash = null) => {
    const run = Symbol(viewId);
    const endAt = clock.now() + longestMs;
    let shown: string | null = null;
    let hash = knownHash;
    runs.set(viewId, run);

    const forget = (): void => {
      if (runs.get(viewId) === run) runs.delete(viewId);
    };
    const step = async (): Promise<void> => {
      const { view, isOver } = await draw();
      const text = JSON.stringify(view);
      if (runs.get(viewId) !== run) return;
      if (shown !== text) {
        const drawn = await slack.redrawView(teamId, viewId, view, hash);
        if (drawn.outcome !== 'updated') return forget();
        hash = drawn.hash;
      }
      shown = text;
      if (isOver || clock.now() >= endAt) forget();
      else next();
    };
    const next = (): void => {
      clock.after(drawEveryMs, () => {
        if (isStopped || runs.get(viewId) !== run) return;
        const work = step()
          .catch((error: unknown) => {
            log.warn({ error }, 'a modal could not be drawn again');
            next();
          })
          .finally(() => atWork.delete(work));
        atWork.set(work, viewId);
      });
    };
    next();
  };

  return {
    follow,
    unfollow: async (viewId) => {
      runs.delete(viewId);
      await Promise.all([...atWork].filter(([, drawn]) => drawn === viewId).map(([work]) => work));
    },
    stop: async () => {
      isStopped = true;
      runs.clear();
      await Promise.all(atWork.keys());
    },
  };
}
