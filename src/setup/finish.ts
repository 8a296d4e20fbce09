/** What follows a submission: the work behind the "Working" view, and how its result reaches the admin. */

import type { ModalView } from '@slack/types';
import { isAdmin, knownAdmins } from '../admins/admins.ts';
import { slackDidNotSay } from '../admins/words.ts';
import { SlackError } from '../errors.ts';
import { type Outside, pause } from '../ports.ts';
import type { SubmissionRequest } from '../routes.ts';
import { resultMessage } from './messages.ts';
import type { SaveOutcome } from './save-outcome.ts';
import { buildDoneView, buildErrorView, buildRefusedView } from './views.ts';
import { outcomeInWords } from './words.ts';

/** Slack does not order an update against the acknowledgement before it. */
const updateNotBeforeMs = 500;
const readMembersAtMostMs = 5_000;

export interface Work {
  request: SubmissionRequest;
  formId: string;
  /** The form again with what went wrong on it, as mrkdwn; null: there is no form to go back to. */
  formAgain: ((words: string) => ModalView) | null;
  run: () => Promise<SaveOutcome>;
}

/** A result: the view that shows it, and what is said by DM to somebody who has closed that. */
interface Result {
  view: ModalView;
  dm: { result: 'saved' | 'failed'; words: string } | null;
}

/** Gives a function that does a submission's work and shows how it went; one form is worked on once at a time. */
export function createFinisher(
  outside: Outside,
  given: { admins: readonly string[]; nudge: () => void },
): (work: Work) => Promise<void> {
  const { store, slack, clock, identity, log } = outside;
  const atWork = new Map<string, Promise<Result>>();

  /** A second submission of the same form shows what becomes of the first. */
  const runOnce = (work: Work): Promise<Result> => {
    const running = atWork.get(work.formId);
    if (running) return running;
    const started = work
      .run()
      .then((outcome) => resultOf(outcome, work))
      .finally(() => atWork.delete(work.formId));
    atWork.set(work.formId, started);
    return started;
  };

  const refusalOf = async ({ request, formAgain }: Work): Promise<Result | null> => {
    const admin = await isAdmin(outside, given.admins, request);
    if (admin === 'yes') return null;
    if (admin === 'no') {
      const admins = await knownAdmins(outside, given.admins, request, readMembersAtMostMs);
      return { view: buildRefusedView(admins), dm: null };
    }
    const words = (again: string): string => `${slackDidNotSay} Nothing was sent to Composio. Please ${again}.`;
    const elsewhere = words('type `/gong-setup` and submit it again');
    return {
      view: formAgain ? formAgain(words('submit again')) : buildErrorView(elsewhere),
      dm: { result: 'failed', words: elsewhere },
    };
  };

  const show = async ({ request, formId }: Work, { view, dm }: Result): Promise<void> => {
    const message =
      dm && resultMessage(identity.uuid(), { formId, recipient: request.slackUserId }, dm.result, dm.words);
    if (await isShown(request, view)) {
      // Owed with the setup itself, in case that nobody could say so here.
      if (message) await store.withdraw(request.teamId, message.dedupeKey, clock.now());
      return;
    }
    if (!message) return;
    await store.owe(request.teamId, message, clock.now());
    await store.hasten(request.teamId, message.dedupeKey, clock.now());
    given.nudge();
  };

  const isShown = async ({ teamId, viewId }: SubmissionRequest, view: ModalView): Promise<boolean> => {
    try {
      return (await slack.updateView(teamId, viewId, view)) === 'updated';
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      log.warn({ error }, 'a result could not be shown in its view and goes by DM');
      return false;
    }
  };

  return async (work) => {
    const soonest = pause(clock, updateNotBeforeMs);
    try {
      const result = (await refusalOf(work)) ?? (await runOnce(work));
      given.nudge();
      await soonest;
      await show(work, result);
    } finally {
      // What is said about a failure updates the view, too.
      await soonest;
    }
  };
}

function resultOf(outcome: SaveOutcome, { formAgain }: Work): Result {
  if (outcome.kind === 'saved') return { view: buildDoneView(outcome.setup), dm: { result: 'saved', words: '' } };
  const elsewhere = outcomeInWords(outcome, 'elsewhere');
  const canSubmitAgain = outcome.kind === 'failed' || (outcome.kind === 'taken' && !outcome.isSaved);
  return {
    view: formAgain && canSubmitAgain ? formAgain(outcomeInWords(outcome, 'form')) : buildErrorView(elsewhere),
    dm: { result: 'failed', words: elsewhere },
  };
}
