/** Pausing and resuming Gong for the whole workspace: the auth config is disabled at Composio, and enabled again. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { ComposioError } from '../errors.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import { showView } from '../screens.ts';
import { pauseAction, resumeAction } from './actions.ts';
import { buildNotPausedView, buildPausedView, buildPauseWorkingView, buildResumedView } from './pause-view.ts';

type Press = (request: ActionRequest) => Promise<void>;

const gone = 'Composio no longer has the auth config. Type `/gong-setup` to see what can be done.';

/** @param given `onResumed`: connections are worth a look at once; `onChanged`: everybody is shown something else now */
export function pauseRoutes(
  outside: Outside,
  given: { guard: AdminGuard; onResumed: () => void; onChanged: () => void },
): Routes {
  const { store, slack, connections, clock, identity, log } = outside;

  /** Written down before Composio is asked, so that what breaks meanwhile is no surprise. */
  const pause = async ({ teamId, slackUserId }: ActionRequest): Promise<ModalView> => {
    const setup = await store.savedSetup(teamId);
    if (!setup) return buildNotPausedView('Gong is not set up, so there is nothing to pause.');
    const { authConfigId } = setup;
    const id = identity.uuid();
    const begun = { id, teamId, authConfigId, pausedBy: slackUserId, beganAt: clock.now() };
    if (!(await store.beginPause(begun))) return buildPausedView();
    try {
      if (await connections.setAuthConfigEnabled(teamId, authConfigId, false)) return buildPausedView();
      await store.endPause(teamId, id, { by: 'bot', outcome: 'refused' }, clock.now());
      return buildNotPausedView(gone);
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      log.warn({ error, detail: error.detail }, 'Composio did not pause the auth config');
      // An answer that was lost may have been a yes: the pause stands until somebody resumes.
      if (error.isOutcomeUnknown) {
        return buildNotPausedView(
          `${error.message} Whether Gong is paused is not known. Type \`/gong-setup\` in a minute: it says so, and *Resume* is there.`,
        );
      }
      await store.endPause(teamId, id, { by: 'bot', outcome: 'refused' }, clock.now());
      return buildNotPausedView(`${error.message} Gong is not paused.`);
    }
  };

  const resume = async ({ teamId, slackUserId }: ActionRequest): Promise<ModalView> => {
    const paused = await store.openPause(teamId);
    // Somebody else may have disabled it at Composio: going on is the same.
    const authConfigId = paused?.authConfigId ?? (await store.savedSetup(teamId))?.authConfigId;
    if (authConfigId === undefined) return buildNotPausedView('Gong is not set up, so there is nothing to resume.');
    try {
      if (!(await connections.setAuthConfigEnabled(teamId, authConfigId, true))) return buildNotPausedView(gone);
    } catch (error) {
      if (!(error instanceof ComposioError)) throw error;
      log.warn({ error, detail: error.detail }, 'Composio did not resume the auth config');
      return buildNotPausedView(`${error.message} Press *Resume* again in a minute: doing it twice harms nothing.`);
    }
    if (paused) await store.endPause(teamId, paused.id, { by: slackUserId, outcome: 'resumed' }, clock.now());
    else {
      const entry = { actor: slackUserId, action: 'auth_config.resumed', subject: authConfigId };
      await store.audit(teamId, entry, clock.now());
    }
    given.onResumed();
    return buildResumedView();
  };

  const press =
    (work: (request: ActionRequest) => Promise<ModalView>): Press =>
    async (request) => {
      if (!(await given.guard.allows(request))) return;
      const viewId = await showView(outside, request, buildPauseWorkingView());
      const view = await work(request);
      given.onChanged();
      if (viewId !== null) await slack.updateView(request.teamId, viewId, view);
    };

  return { actions: { [pauseAction]: press(pause), [resumeAction]: press(resume) } };
}
