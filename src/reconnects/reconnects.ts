/** The buttons of rounds: how one goes, asking everybody, stopping it. For admins alone. */

import type { AdminGuard } from '../admins/guard.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import { showForRedrawing } from '../screens.ts';
import { endRoundAction, showRoundAction } from './actions.ts';
import type { LiveViews } from './live-views.ts';
import { drawScopesRound } from './scopes-round.ts';

export function reconnectRoutes(
  outside: Outside,
  given: { guard: AdminGuard; nudge: () => void; live: LiveViews },
): Routes {
  const { store, clock } = outside;
  const { guard } = given;

  const draw = (teamId: string, roundId: string) => drawScopesRound(outside, teamId, roundId);

  return {
    actions: {
      [showRoundAction]: async (request: ActionRequest) => {
        const { teamId, value } = request;
        if (value === null || !(await guard.allows(request))) return;
        const shown = await showForRedrawing(outside, request, (await draw(teamId, value)).view);
        if (shown) given.live.follow(teamId, shown.viewId, () => draw(teamId, value), shown.hash);
      },
      [endRoundAction]: async (request: ActionRequest) => {
        const { teamId, slackUserId, value } = request;
        if (value === null || !(await guard.allows(request))) return;
        await store.endRound(teamId, value, slackUserId, clock.now());
        given.nudge();
      },
    },
  };
}
