/** Inviting people: the form, its preview, the sending, and the button that stops reminders. */

import type { ModalView } from '@slack/types';
import { type AdminGuard, createAdminGuard } from '../admins/guard.ts';
import type { Outside } from '../ports.ts';
import type { OptionsRequest, Routes, Sender, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { answerLater, showView } from '../screens.ts';
import {
  formCallback,
  inviteAction,
  previewCallback,
  sendPeopleAction,
  stopRemindersAction,
  userGroupsAction,
} from './actions.ts';
import { gatherAudience } from './audience.ts';
import { buildForm, peopleBlock, readSources } from './form-view.ts';
import { createPeopleFile } from './people-file.ts';
import { buildNotice } from './plain-view.ts';
import { buildLookingView, buildPreview } from './preview-view.ts';
import { buildSendingView } from './report-view.ts';
import { sendBatch } from './send.ts';
import { createUserGroups } from './user-groups.ts';

export interface InvitationsGiven {
  /** `GONG_ADMINS` */
  admins: readonly string[];
  /** Says that there is work for the loops. */
  nudge: () => void;
  /** Keeps the view of somebody who sent a batch up to date. */
  watchBatch: (batchId: string, viewId: string) => void;
}

export function invitationRoutes(outside: Outside, given: InvitationsGiven): Routes {
  const { store, clock } = outside;
  const guard = createAdminGuard(outside, given.admins);
  const userGroups = createUserGroups(outside);

  const submitForm = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const sources = readSources(request.values);
    if (!sources) {
      return {
        answer: { response_action: 'errors', errors: { [peopleBlock]: 'Choose people, channels or user groups.' } },
      };
    }
    return answerLater(outside, request, buildLookingView(), async () => {
      const objection = await objectionTo(request, { guard, outside });
      if (objection) return objection;
      const batchId = outside.identity.uuid();
      const audience = await gatherAudience(outside, request.teamId, sources);
      const { teamId, slackUserId: invitedBy } = request;
      await store.draftBatch({ id: batchId, teamId, invitedBy, audience }, clock.now());
      return buildPreview(batchId, audience, await store.connectionMode(teamId));
    });
  };

  const submitPreview = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const batchId = request.privateMetadata;
    let isUnderWay = false;
    const reply = answerLater(outside, request, buildSendingView(), async () => {
      const objection = await objectionTo(request, { guard, outside });
      if (objection) return objection;
      const { view, isSent } = await sendBatch(outside, request, batchId);
      isUnderWay = isSent;
      given.nudge();
      return view;
    });
    return {
      ...reply,
      later: async () => {
        await reply.later?.();
        if (isUnderWay) given.watchBatch(batchId, request.viewId);
      },
    };
  };

  return {
    actions: {
      [inviteAction]: async (request) => {
        // Side by side: a trigger ID lives three seconds.
        const [isAllowed, whyNone, mode] = await Promise.all([
          guard.allows(request),
          userGroups.whyNone(request.teamId),
          store.connectionMode(request.teamId),
        ]);
        if (isAllowed) await showView(outside, request, buildForm(mode, whyNone));
      },
      [sendPeopleAction]: createPeopleFile(outside, { guard, nudge: given.nudge }),
      [stopRemindersAction]: async (request) => {
        await store.stopReminders(request.teamId, request.slackUserId, clock.now());
        given.nudge();
      },
    },
    submissions: { [formCallback]: submitForm, [previewCallback]: submitPreview },
    options: {
      [userGroupsAction]: async (request: OptionsRequest) =>
        (await guard.objection(request)) === null ? userGroups.choices(request.teamId, request.query) : [],
    },
  };
}

/** Why nothing is done for this person now; null: nothing is in the way. */
async function objectionTo(
  sender: Sender,
  { guard, outside }: { guard: AdminGuard; outside: Pick<Outside, 'store'> },
): Promise<ModalView | null> {
  const words = await guard.objection(sender);
  if (words !== null) return buildNotice(`${words} Nobody was invited.`);
  if (!(await outside.store.savedSetup(sender.teamId))) {
    return buildNotice('Gong is not set up yet, so nobody was invited. Type `/gong-setup` to set it up.');
  }
  if (!(await outside.store.openPause(sender.teamId))) return null;
  return buildNotice(
    'Gong is paused, so nobody could connect now, and nobody was invited. Type `/gong-setup` and press *Resume* first.',
  );
}
