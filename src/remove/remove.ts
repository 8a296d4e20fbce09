/** Taking Gong away from the workspace: asked for in the hub, confirmed by a typed word. */

import type { AdminGuard } from '../admins/guard.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Routes, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { answerLater, showView } from '../screens.ts';
import { openRemoveAction, removeCallback } from './actions.ts';
import { removedMessage } from './messages.ts';
import {
  buildNotRemovedView,
  buildRemovedView,
  buildRemoveView,
  buildRemovingView,
  readRemoveForm,
} from './remove-view.ts';

const notSetUp = 'Gong is not set up, so there is nothing to remove.';

/** @param given `onRemoved`: there is work, and the Home tabs show something else */
export function removeRoutes(outside: Outside, given: { guard: AdminGuard; onRemoved: () => void }): Routes {
  const { store, identity, clock } = outside;

  const open = async (request: ActionRequest): Promise<void> => {
    if (!(await given.guard.allows(request))) return;
    const setup = await store.savedSetup(request.teamId);
    const people = await store.peopleConnected(request.teamId);
    await showView(outside, request, setup ? buildRemoveView(setup, people.length) : buildNotRemovedView(notSetUp));
  };

  const remove = async ({ teamId, slackUserId, privateMetadata }: SubmissionRequest, deletesAuthConfig: boolean) => {
    const objection = await given.guard.objection({ teamId, slackUserId });
    if (objection !== null) return buildNotRemovedView(objection);
    const setup = await store.savedSetup(teamId);
    if (!setup) return buildNotRemovedView(notSetUp);
    if (setup.id !== privateMetadata) {
      return buildNotRemovedView(
        'Gong was set up anew meanwhile, so nothing was removed. Type `/gong-setup` to see what there is now.',
      );
    }
    const people = await store.peopleConnected(teamId);
    const notify = people.map((recipient) =>
      removedMessage(identity.uuid(), recipient, { setupId: setup.id, by: slackUserId }),
    );
    await store.removeSetup(setup, { by: slackUserId, deletesAuthConfig, notify }, clock.now());
    given.onRemoved();
    return buildRemovedView(deletesAuthConfig);
  };

  const confirm = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const reading = readRemoveForm(request.values);
    if (!reading.ok) return { answer: { response_action: 'errors', errors: reading.errors } };
    return answerLater(outside, request, buildRemovingView(), () => remove(request, reading.deletesAuthConfig));
  };

  return { actions: { [openRemoveAction]: open }, submissions: { [removeCallback]: confirm } };
}
