/** "Check setup" in Slack: asked for in the hub, answered in a modal, and as a text for a ticket. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { type Outside, pause } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import { showView } from '../screens.ts';
import { buildNoticeView } from '../screens-view.ts';
import { checkSetupAction, lookNowAction, ticketAction } from './actions.ts';
import { checkSetup } from './checks.ts';
import { buildCheckingView, buildCheckupView, buildSweepingView, buildTicketView } from './checkup-view.ts';
import { type CheckupGiven, gather } from './gather.ts';
import { buildTicket } from './ticket.ts';

/** A look waits until it is far enough from the one before, and pages. */
const sweepWithinMs = 30_000;
const lookAgainMs = 500;

/** @param given `sweepNow`: looks at all connections, not at the next interval */
export function checkupRoutes(
  outside: Outside,
  given: CheckupGiven & { guard: AdminGuard; sweepNow: () => void },
): Routes {
  const { store, slack, clock, log } = outside;

  const examine = async (request: ActionRequest, isForTicket: boolean): Promise<ModalView> => {
    const { teamId, slackUserId } = request;
    const setup = await store.savedSetup(teamId);
    if (!setup) return buildNoticeView('Check setup', 'Gong is not set up yet. Type `/gong-setup` to set it up.');
    const findings = await gather(outside, given, request, setup);
    const checks = checkSetup(findings);
    const failed = checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);
    const entry = { actor: slackUserId, action: 'setup.checked', subject: setup.id, detail: { failed } };
    // A database that cannot be written is what the check is to show, not what keeps it from being shown.
    const isAudited = await store.audit(teamId, entry, clock.now()).then(
      () => true,
      (error: unknown) => {
        log.error({ error }, 'a check of the setup could not be written to the audit');
        return false;
      },
    );
    return isForTicket
      ? buildTicketView(buildTicket(findings, checks), isAudited)
      : buildCheckupView(setup, checks, isAudited);
  };

  /** Resolves when a look that began after this has been completed, or has had its time. */
  const sweepAndWait = async (teamId: string): Promise<void> => {
    const setup = await store.savedSetup(teamId);
    if (!setup) return;
    const from = clock.now();
    const isLookedAt = async () =>
      ((await store.lastCompleteSweep(teamId, setup.authConfigId))?.beganAt ?? Number.NEGATIVE_INFINITY) >= from;
    given.sweepNow();
    while (clock.now() - from < sweepWithinMs && !(await isLookedAt())) await pause(clock, lookAgainMs);
  };

  const press =
    (isForTicket: boolean) =>
    async (request: ActionRequest): Promise<void> => {
      if (!(await given.guard.allows(request))) return;
      const viewId = await showView(outside, request, buildCheckingView());
      const view = await examine(request, isForTicket);
      if (viewId !== null) await slack.updateView(request.teamId, viewId, view);
    };

  const lookNow = async (request: ActionRequest): Promise<void> => {
    if (!(await given.guard.allows(request))) return;
    const viewId = await showView(outside, request, buildSweepingView());
    await sweepAndWait(request.teamId);
    const view = await examine(request, false);
    if (viewId !== null) await slack.updateView(request.teamId, viewId, view);
  };

  return {
    actions: { [checkSetupAction]: press(false), [ticketAction]: press(true), [lookNowAction]: lookNow },
  };
}
