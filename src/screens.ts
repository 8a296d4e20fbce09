/** How modals follow each other: opened from a button, and filled in once slow work behind them is done. */

import type { ModalView } from '@slack/types';
import { type Outside, pause } from './ports.ts';
import type { ActionRequest, SubmissionReply, SubmissionRequest } from './routes.ts';

/** Slack does not order an update against the acknowledgement before it. */
export const updateNotBeforeMs = 500;

/**
 * Shows a view to whoever pressed a button: in the modal that the button is in, else in a new one.
 * @returns the view's ID, to fill it in later; null: it could not be shown, for want of a trigger
 */
export async function showView(
  outside: Pick<Outside, 'slack'>,
  request: ActionRequest,
  view: ModalView,
): Promise<string | null> {
  return (await showForRedrawing(outside, request, view))?.viewId ?? null;
}

/** The same, with the view's hash: by it, it is redrawn for as long as it is the same. */
export async function showForRedrawing(
  { slack }: Pick<Outside, 'slack'>,
  request: ActionRequest,
  view: ModalView,
): Promise<{ viewId: string; hash: string } | null> {
  const { teamId } = request;
  if (request.view?.type === 'modal') {
    const { viewId } = request.view;
    const shown = await slack.redrawView(teamId, viewId, view, null);
    return shown.outcome === 'updated' ? { viewId, hash: shown.hash } : null;
  }
  return request.triggerId === null ? null : slack.openView(teamId, request.triggerId, view);
}

/**
 * A submission's reply: `working` at once, then the view that `work` gives, no sooner than Slack keeps them in order.
 * @param whenClosed what else is done when the person has closed the view meanwhile
 */
export function answerLater(
  { slack, clock }: Pick<Outside, 'slack' | 'clock'>,
  request: SubmissionRequest,
  working: ModalView,
  work: () => Promise<ModalView>,
  whenClosed: () => Promise<void> = async () => undefined,
): SubmissionReply {
  return {
    answer: { response_action: 'update', view: working },
    later: async () => {
      const soonest = pause(clock, updateNotBeforeMs);
      try {
        const view = await work();
        await soonest;
        if ((await slack.updateView(request.teamId, request.viewId, view)) === 'closed') await whenClosed();
      } finally {
        // What is said about a failure updates the view, too.
        await soonest;
      }
    },
  };
}

/**
 * Work behind a modal that takes a while: said in it at once, and again when it is done; unless the person has closed
 * the modal or gone on in it meanwhile.
 * @param draw the modal as it is, with something said in it (mrkdwn)
 * @param work gives what there is to say in the end
 */
export async function sayInPlace(
  { slack }: Pick<Outside, 'slack'>,
  at: { teamId: string; viewId: string },
  draw: (notice: string) => Promise<ModalView>,
  begun: string,
  work: () => Promise<string>,
): Promise<{ words: string; isShown: boolean }> {
  const drawOver = async (notice: string, hash: string | null) =>
    slack.redrawView(at.teamId, at.viewId, await draw(notice), hash);
  const begin = await drawOver(begun, null);
  const words = await work();
  if (begin.outcome !== 'updated') return { words, isShown: false };
  return { words, isShown: (await drawOver(words, begin.hash)).outcome === 'updated' };
}
