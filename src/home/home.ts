/** The Home tab: published when it is opened, and anew when what it shows has changed. */

import { z } from 'zod';
import type { Outside } from '../ports.ts';
import type { Routes } from '../routes.ts';
import { buildHome } from './home-view.ts';
import { createPublisher } from './publisher.ts';

const opened = z.object({ user: z.string().min(1), tab: z.string() });

export interface Home {
  routes: Routes;
  /** Publishes again for somebody who has opened the tab since the start. */
  refresh(slackUserId: string): void;
  /** Publishes again for everybody who has, if the setup is not the one that they were shown. */
  refreshSetup(): Promise<void>;
  /** Nothing more is published. */
  stop(): void;
}

export function createHome(outside: Pick<Outside, 'store' | 'slack' | 'log' | 'clock'>, teamId: string): Home {
  const { store, slack } = outside;
  const viewers = new Set<string>();
  /** The setup that the tabs speak of; undefined: none was published yet. */
  let shownSetup: string | null | undefined;

  const publisher = createPublisher(outside, async (slackUserId) => {
    const setup = await store.savedSetup(teamId);
    if (shownSetup === undefined) shownSetup = setup?.id ?? null;
    const status = await store.statusOf(teamId, slackUserId);
    await slack.publishHome(teamId, slackUserId, buildHome(status, setup));
  });

  return {
    routes: {
      events: {
        app_home_opened: async ({ event }) => {
          const seen = opened.safeParse(event);
          if (!seen.success || seen.data.tab !== 'home') return;
          viewers.add(seen.data.user);
          publisher.publish(seen.data.user);
        },
      },
    },
    refresh: (slackUserId) => {
      if (viewers.has(slackUserId)) publisher.publish(slackUserId);
    },
    refreshSetup: async () => {
      const setup = (await store.savedSetup(teamId))?.id ?? null;
      if (shownSetup === undefined || setup === shownSetup) return;
      shownSetup = setup;
      for (const slackUserId of viewers) publisher.publish(slackUserId);
    },
    stop: publisher.stop,
  };
}
