/** The Home tab: published when it is opened, and anew when what it shows has changed. */

import { z } from 'zod';
import { type AuthConfigState, authConfigState, hubMessage } from '../hub/hub.ts';
import { companyOwner, type SavedSetup } from '../model.ts';
import type { Cancel, Outside } from '../ports.ts';
import { lookAtRoster } from '../roster/look.ts';
import type { RosterPlace } from '../roster/place-memory.ts';
import type { Routes } from '../routes.ts';
import { type AdminFacts, buildHome, usesCompany } from './home-view.ts';
import { createPublisher } from './publisher.ts';
import { createViewers, type Viewers } from './viewers.ts';

const opened = z.object({ user: z.string().min(1), tab: z.string() });

/** Of these, the ones that tell of the connection are shown. */
const linesOfHistory = 15;
/** However much happens, an admin's tab is published for it this often at most. */
const adminsAtMostEveryMs = 5_000;
/** Composio is asked about the auth config for the Home tab this often at most. */
const askComposioEveryMs = 60_000;

export interface Home {
  routes: Routes;
  /**
   * Publishes again for somebody who has opened the tab since the start, for all of those when it is the company's
   * connection that changed, and soon for the admins, who see everybody.
   */
  refresh(slackUserId: string): void;
  /** Publishes again for everybody who has, if the setup is not the one that they were shown. */
  refreshSetup(): Promise<void>;
  /** Shows another place of the roster on an admin's tab. */
  showRoster(slackUserId: string, place: RosterPlace, notice: string | null): void;
  /** Says something on an admin's tab, wherever in the roster they are. */
  tell(slackUserId: string, notice: string): void;
  /** Somebody turned out to be no admin: the tab becomes a rep's. */
  forgetAdmin(slackUserId: string): void;
  /** Nothing more is published. */
  stop(): void;
}

/** @param given.admins `GONG_ADMINS` */
export function createHome(outside: Outside, given: { teamId: string; admins: readonly string[] }): Home {
  const { store, slack, clock } = outside;
  const { teamId } = given;
  const viewers = createViewers(outside, given);
  /** The setup that the tabs speak of; undefined: none was published yet. */
  let shownSetup: string | null | undefined;
  let adminsSoon: Cancel | null = null;

  const knownState = createStateMemory(outside, () => refreshAdmins());

  const publisher = createPublisher(outside, async (slackUserId) => {
    const setup = await store.savedSetup(teamId);
    if (shownSetup === undefined) shownSetup = setup?.id ?? null;
    const status = await store.statusOf(teamId, slackUserId);
    const company = await store.companyStatus(teamId);
    const view = buildHome({
      slackUserId,
      status,
      setup,
      company,
      pause: await store.openPause(teamId),
      history: await store.historyOf(teamId, slackUserId, usesCompany(status, company), linesOfHistory),
      admin: await forAdmin(await viewers.look(slackUserId), setup),
    });
    await slack.publishHome(teamId, slackUserId, view);
  });

  const forAdmin = async (
    viewer: Awaited<ReturnType<Viewers['look']>>,
    setup: SavedSetup | null,
  ): Promise<AdminFacts | null> => {
    if (!viewer.isAdmin) return null;
    const hub = setup ? (await hubMessage(outside, setup, knownState(setup))).blocks : [];
    return { hub, roster: await lookAtRoster(store, teamId, viewer.place), notice: viewer.notice };
  };

  const refreshAdmins = (): void => {
    if (adminsSoon !== null || viewers.admins().length === 0) return;
    adminsSoon = clock.after(adminsAtMostEveryMs, () => {
      adminsSoon = null;
      for (const admin of viewers.admins()) publisher.publish(admin);
    });
  };

  return {
    routes: {
      events: {
        app_home_opened: async ({ event }) => {
          const seen = opened.safeParse(event);
          if (!seen.success || seen.data.tab !== 'home') return;
          viewers.open(seen.data.user);
          publisher.publishFirst(seen.data.user);
        },
      },
    },
    refresh: (slackUserId) => {
      if (slackUserId === companyOwner) for (const viewer of viewers.all()) publisher.publish(viewer);
      else if (viewers.has(slackUserId)) publisher.publish(slackUserId);
      refreshAdmins();
    },
    refreshSetup: async () => {
      const setup = (await store.savedSetup(teamId))?.id ?? null;
      if (shownSetup === undefined || setup === shownSetup) return;
      shownSetup = setup;
      for (const slackUserId of viewers.all()) publisher.publish(slackUserId);
    },
    showRoster: (slackUserId, place, notice) => {
      viewers.turnTo(slackUserId, place, notice);
      publisher.publishFirst(slackUserId);
    },
    tell: (slackUserId, notice) => {
      viewers.tell(slackUserId, notice);
      publisher.publishFirst(slackUserId);
    },
    forgetAdmin: (slackUserId) => {
      viewers.forgetAdmin(slackUserId);
      publisher.publishFirst(slackUserId);
    },
    stop: () => {
      adminsSoon?.();
      publisher.stop();
    },
  };
}

/**
 * What Composio said last of the auth config. The tab never waits for it: it is asked beside, and `onNews` is called
 * when it says something else.
 */
function createStateMemory(outside: Outside, onNews: () => void): (setup: SavedSetup) => AuthConfigState {
  let known: { authConfigId: string; state: AuthConfigState; askedAt: number } | null = null;
  return (setup) => {
    const now = outside.clock.now();
    const { authConfigId } = setup;
    if (known?.authConfigId !== authConfigId)
      known = { authConfigId, state: 'not_asked', askedAt: -askComposioEveryMs };
    const asked = known;
    if (now - asked.askedAt >= askComposioEveryMs) {
      asked.askedAt = now;
      void authConfigState(outside, setup).then((state) => {
        if (state === asked.state) return;
        asked.state = state;
        onNews();
      });
    }
    return asked.state;
  };
}
