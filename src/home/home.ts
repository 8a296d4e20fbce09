/** The Home tab: published when it is opened, and anew when what it shows has changed. */

import { z } from 'zod';
import type { Outside } from '../ports.ts';
import type { Routes } from '../routes.ts';
import { buildHome } from './home-view.ts';

const opened = z.object({ user: z.string().min(1), tab: z.string() });

export interface Home {
  routes: Routes;
  /** Publishes again for somebody who has opened the tab since the start; a failure is only logged. */
  refresh(teamId: string, slackUserId: string): void;
}

export function createHome({ store, slack, log }: Pick<Outside, 'store' | 'slack' | 'log'>): Home {
  const viewers = new Set<string>();

  const publish = async (teamId: string, slackUserId: string): Promise<void> => {
    const status = await store.statusOf(teamId, slackUserId);
    await slack.publishHome(teamId, slackUserId, buildHome(status, await store.savedSetup(teamId)));
  };

  return {
    routes: {
      events: {
        app_home_opened: async ({ teamId, event }) => {
          const seen = opened.safeParse(event);
          if (!seen.success || seen.data.tab !== 'home') return;
          viewers.add(seen.data.user);
          await publish(teamId, seen.data.user);
        },
      },
    },
    refresh: (teamId, slackUserId) => {
      if (!viewers.has(slackUserId)) return;
      publish(teamId, slackUserId).catch((error: unknown) =>
        log.warn({ error, slackUserId }, 'the Home tab could not be published: the next opening does it'),
      );
    },
  };
}
