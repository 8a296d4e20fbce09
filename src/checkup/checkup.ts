/** "Check setup" in Slack: asked for in the hub, answered in a modal, and as a text for a ticket. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import { showView } from '../screens.ts';
import { buildNoticeView } from '../screens-view.ts';
import { checkSetupAction, ticketAction } from './actions.ts';
import { checkSetup } from './checks.ts';
import { buildCheckingView, buildCheckupView, buildTicketView } from './checkup-view.ts';
import { type CheckupGiven, gather } from './gather.ts';
import { buildTicket } from './ticket.ts';

export function checkupRoutes(outside: Outside, given: CheckupGiven & { guard: AdminGuard }): Routes {
  const { store, slack, clock } = outside;

  const examine = async (request: ActionRequest, isForTicket: boolean): Promise<ModalView> => {
    const { teamId, slackUserId } = request;
    const setup = await store.savedSetup(teamId);
    if (!setup) return buildNoticeView('Check setup', 'Gong is not set up yet. Type `/gong-setup` to set it up.');
    const findings = await gather(outside, given, request, setup);
    const checks = checkSetup(findings);
    const failed = checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);
    await store.audit(
      teamId,
      { actor: slackUserId, action: 'setup.checked', subject: setup.id, detail: { failed } },
      clock.now(),
    );
    return isForTicket ? buildTicketView(buildTicket(findings, checks)) : buildCheckupView(setup, checks);
  };

  const press =
    (isForTicket: boolean) =>
    async (request: ActionRequest): Promise<void> => {
      if (!(await given.guard.allows(request))) return;
      const viewId = await showView(outside, request, buildCheckingView());
      const view = await examine(request, isForTicket);
      if (viewId !== null) await slack.updateView(request.teamId, viewId, view);
    };

  return { actions: { [checkSetupAction]: press(false), [ticketAction]: press(true) } };
}
