/** Rotating the client secret: the form, its submission, and the buttons of what follows. For admins alone. */

import type { ModalView } from '@slack/types';
import type { AdminGuard } from '../admins/guard.ts';
import { section } from '../block-kit.ts';
import type { Outside } from '../ports.ts';
import type { LiveViews } from '../reconnects/live-views.ts';
import type { ActionRequest, Routes, Sender, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { answerLater, showForRedrawing, showView } from '../screens.ts';
import { buildNoticeView } from '../screens-view.ts';
import type { SecretPages } from '../secret-page/secret-pages.ts';
import {
  anotherSecretAction,
  askEverybodyAction,
  openRotationAction,
  rotateCallback,
  secretPageAction,
  stopAction,
  tryCanaryAction,
} from './actions.ts';
import { rotationFacts } from './compose.ts';
import { readMemory } from './form-memory.ts';
import { buildRotationView, isEnded, rotationMessage } from './progress-view.ts';
import { type RotateOutcome, rotate, startCanary } from './rotate.ts';
import { createRotateForm } from './rotate-form.ts';
import { buildReplacingView } from './rotate-view.ts';
import { authConfigGone, failureInWords, givenUp, rotateTitle, takenInWords } from './words.ts';

export interface RotationGiven {
  guard: AdminGuard;
  nudge: () => void;
  live: LiveViews;
  pages: SecretPages;
}

export function rotationRoutes(outside: Outside, given: RotationGiven): Routes {
  const { store, clock, identity } = outside;
  const { guard } = given;
  const form = createRotateForm(outside, given.pages);

  const draw = async (teamId: string, rotationId: string): Promise<{ view: ModalView; isOver: boolean }> => {
    const facts = await rotationFacts(outside, teamId, rotationId);
    if (!facts) return { view: buildNoticeView(rotateTitle, 'There is nothing to show.'), isOver: true };
    return { view: buildRotationView(facts), isOver: isEnded(facts) };
  };

  /** Shows how a rotation goes for as long as the modal is open. */
  const show = async (request: ActionRequest, rotationId: string): Promise<void> => {
    const { teamId } = request;
    const shown = await showForRedrawing(outside, request, (await draw(teamId, rotationId)).view);
    if (shown) given.live.follow(teamId, shown.viewId, () => draw(teamId, rotationId), shown.hash);
  };

  /** Shows something that stays as it is, whatever was shown there before. */
  const showStill = async (request: ActionRequest, view: ModalView): Promise<void> => {
    if (request.view) await given.live.unfollow(request.view.viewId);
    await showView(outside, request, view);
  };

  const open = async (request: ActionRequest): Promise<void> => {
    const { teamId } = request;
    if (!(await guard.allows(request))) return;
    const rotation = await store.openRotation(teamId);
    if (rotation) return show(request, rotation.id);
    if (!(await store.savedSetup(teamId))) {
      await showStill(request, buildNoticeView(rotateTitle, notSetUp));
      return;
    }
    if (await store.openPause(teamId)) {
      await showStill(request, buildNoticeView(rotateTitle, isPaused));
      return;
    }
    const memory = { formId: identity.uuid(), continues: null };
    await showStill(request, await form.first(teamId, memory));
  };

  const anotherSecret = async (request: ActionRequest): Promise<void> => {
    const { teamId, value } = request;
    if (value === null || !(await guard.allows(request))) return;
    const rotation = await store.openRotation(teamId);
    if (rotation?.id !== value || rotation.state !== 'canary_failed') return show(request, value);
    const memory = { formId: identity.uuid(), continues: value };
    await showStill(request, await form.first(teamId, memory));
  };

  const submit = async (request: SubmissionRequest): Promise<SubmissionReply> => {
    const setup = await store.savedSetup(request.teamId);
    if (!setup) return { answer: { response_action: 'update', view: buildNoticeView(rotateTitle, notSetUp) } };
    const reading = form.read(request, setup.clientId);
    if (reading.kind === 'errors') return { answer: { response_action: 'errors', errors: reading.errors } };
    if (reading.kind === 'incomplete') {
      return { answer: { response_action: 'update', view: await form.withNewPage(request, reading.refusal) } };
    }
    const { clientSecret, clientId, wasOnPage } = reading;
    // Not waited for: the answer to a submission is due at once.
    void given.live.unfollow(request.viewId);
    const { continues } = readMemory(request.privateMetadata);
    /** What is left to say to somebody who has closed the view meanwhile. */
    let rotationId: string | null = null;
    const work = async (): Promise<ModalView> => {
      const objection = await guard.objection(request);
      if (objection !== null) return buildNoticeView(rotateTitle, objection);
      const outcome = await rotate(outside, { ...request, setup, continues, clientSecret, clientId });
      given.nudge();
      rotationId = outcome.rotation.id;
      return viewOf(outcome, request, wasOnPage);
    };
    return answerLater(outside, request, buildReplacingView(), work, async () => {
      if (rotationId !== null) await tell(request, rotationId);
    });
  };

  const viewOf = async (outcome: RotateOutcome, request: SubmissionRequest, wasOnPage: boolean): Promise<ModalView> => {
    const { teamId, viewId } = request;
    switch (outcome.kind) {
      case 'replaced': {
        const { id } = outcome.rotation;
        given.live.follow(teamId, viewId, () => draw(teamId, id));
        return (await draw(teamId, id)).view;
      }
      case 'taken':
        return buildNoticeView(rotateTitle, takenInWords(outcome.rotation));
      case 'gone':
        return buildNoticeView(rotateTitle, authConfigGone);
      case 'failed':
        return form.again(request, wasOnPage, failureInWords(outcome.error));
    }
  };

  const tell = async ({ teamId, slackUserId }: Sender, rotationId: string): Promise<void> => {
    const message = rotationMessage(identity.uuid(), { id: rotationId, createdBy: slackUserId });
    await store.owe(teamId, message, clock.now());
    given.nudge();
  };

  /** A button of a rotation that is under way; what it changes, or why it does nothing, is shown where it was pressed. */
  const onRotation =
    (act: (request: ActionRequest, rotationId: string) => Promise<string | undefined>) =>
    async (request: ActionRequest): Promise<void> => {
      const { teamId, value } = request;
      if (value === null || !(await guard.allows(request))) return;
      const refusal = (await store.openRotation(teamId))?.id === value ? await act(request, value) : undefined;
      given.nudge();
      if (refusal !== undefined) {
        const said = { text: refusal, blocks: [section(refusal)] };
        if (request.view === null) await request.respond?.(said, false);
        else await showStill(request, buildNoticeView(rotateTitle, refusal));
        return;
      }
      // A message is edited by itself.
      if (request.view !== null) await show(request, value);
    };

  const tryCanary = onRotation(async ({ teamId, slackUserId }, rotationId) => {
    const setup = await store.savedSetup(teamId);
    const rotation = await store.rotation(teamId, rotationId);
    if (!setup || (rotation?.state !== 'canary' && rotation?.state !== 'canary_failed')) return undefined;
    const asked = await startCanary(outside, { setup, rotationId, by: slackUserId });
    return asked === 'paused' ? isPausedNow : undefined;
  });

  const stop = onRotation(async ({ teamId, slackUserId }, rotationId) => {
    if (await store.endRound(teamId, rotationId, slackUserId, clock.now())) return undefined;
    const ending = { by: slackUserId, reason: givenUp.stopped, notify: null };
    await store.giveUpRotation(teamId, rotationId, ending, clock.now());
    return undefined;
  });

  return {
    submissions: { [rotateCallback]: submit },
    actions: {
      [openRotationAction]: open,
      [secretPageAction]: async (request) => {
        if (await guard.allows(request)) await form.changeSecret(request);
      },
      [tryCanaryAction]: tryCanary,
      [anotherSecretAction]: anotherSecret,
      [askEverybodyAction]: onRotation(async ({ teamId, slackUserId }, rotationId) => {
        await store.askEverybody(teamId, rotationId, slackUserId, clock.now());
        return undefined;
      }),
      [stopAction]: stop,
    },
  };
}

const notSetUp = 'Gong is not set up, so there is no client secret to rotate. Type `/gong-setup` to set it up.';
const isPaused =
  'Gong is paused, so the canary could not connect. Resume it in `/gong-setup`, and then rotate the secret.';
const isPausedNow = 'Gong is paused, so no link was asked for. Resume it in `/gong-setup`, and then try again.';
