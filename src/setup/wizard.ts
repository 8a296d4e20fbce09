/** The wizard's forms, submitted: each is answered within Slack's three seconds, the work is done afterwards. */

import { ComposioError } from '../errors.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { choicesOf } from '../routes.ts';
import { isAdmin, knownAdmins } from './admin.ts';
import { adopt } from './adopt.ts';
import { scopesBlock } from './choose-view.ts';
import { readApiBaseUrl, readChoice, readCredentials } from './fields.ts';
import {
  fitsIntoView,
  type RegisterMemory,
  readAdoptMemory,
  readChooseMemory,
  readRegisterMemory,
} from './form-memory.ts';
import { buildInvitedView, invite, peopleBlock } from './invite.ts';
import { resultMessage } from './messages.ts';
import { buildRegisterView } from './register-view.ts';
import { type SaveOutcome, save } from './save.ts';
import { buildDoneView, buildErrorView, buildRefusedView, buildTakenView, buildWorkingView } from './views.ts';
import { failureInWords } from './words.ts';

export interface WizardGiven {
  admins: readonly string[];
  /** `GONG_REDIRECT_URI`; null: what Composio's toolkit says. */
  redirectUri: string | null;
  nudge: () => void;
}

/** Slack does not order an update against the acknowledgement before it. */
const updateNotBeforeMs = 500;
const askToolkitAtMostMs = 700;
/** Where Composio has always taken Gong's answer, when neither the settings nor the toolkit say (seed guide, step 7). */
const usualRedirectUri = 'https://backend.composio.dev/api/v1/auth-apps/add';

type Submission = (request: SubmissionRequest) => Promise<SubmissionReply>;

export function wizardSubmissions(
  outside: Outside,
  given: WizardGiven,
): { choose: Submission; register: Submission; adopt: Submission; invite: Submission } {
  const { store, slack, connections, clock, identity } = outside;

  /** What somebody sees who is not an admin, or no longer; null: go on. */
  const refusalOf = async (sender: Sender) => {
    const admin = await isAdmin(outside, given.admins, sender);
    if (admin === 'yes') return null;
    return admin === 'unknown'
      ? buildErrorView('Slack did not say in time whether you are an admin. Type `/gong-setup` to try again.')
      : buildRefusedView(await knownAdmins(outside, given.admins, sender.teamId));
  };

  const choose: Submission = async (request) => {
    const reading = readChoice(request.values);
    if (!reading.ok) return { answer: { response_action: 'errors', errors: reading.errors } };
    const [refused, redirectUri] = await Promise.all([refusalOf(request), proposedRedirectUri(request.teamId)]);
    if (refused) return { answer: { response_action: 'update', view: refused } };
    const memory: RegisterMemory = { ...readChooseMemory(request.privateMetadata), ...reading.value, redirectUri };
    if (!fitsIntoView(memory)) {
      const errors = { [scopesBlock]: 'That is more than fits into one auth config. Choose fewer scopes.' };
      return { answer: { response_action: 'errors', errors } };
    }
    const view = buildRegisterView({ memory, drawing: identity.nonce() });
    return { answer: { response_action: 'update', view } };
  };

  const proposedRedirectUri = async (teamId: string): Promise<string> => {
    if (given.redirectUri !== null) return given.redirectUri;
    const asked = connections.toolkit(teamId).then(({ redirectUri }) => redirectUri);
    return (await Promise.race([asked, pause(clock, askToolkitAtMostMs).then(() => null)])) ?? usualRedirectUri;
  };

  const register: Submission = async (request) => {
    const memory = readRegisterMemory(request.privateMetadata);
    const reading = readCredentials(request.values);
    if (!reading.ok) return { answer: { response_action: 'errors', errors: reading.errors } };
    const { clientId, apiBaseUrl } = reading.value;
    const formAgain = (failure: string) =>
      buildRegisterView({ memory, drawing: identity.nonce(), clientId, apiBaseUrl, failure });
    return {
      answer: { response_action: 'update', view: buildWorkingView() },
      later: () =>
        finish(request, memory.formId, formAgain, () => save(outside, { ...request, ...reading.value, memory })),
    };
  };

  const adoptExisting: Submission = async (request) => {
    const memory = readAdoptMemory(request.privateMetadata);
    const apiBaseUrl = readApiBaseUrl(request.values);
    if (!apiBaseUrl.ok) return { answer: { response_action: 'errors', errors: apiBaseUrl.errors } };
    return {
      answer: { response_action: 'update', view: buildWorkingView() },
      later: () =>
        finish(request, memory.formId, buildErrorView, () =>
          adopt(outside, { ...request, memory, apiBaseUrl: apiBaseUrl.value }),
        ),
    };
  };

  /** Does the work, and shows how it went: in the view, or by DM when that was closed meanwhile. */
  const finish = async (
    request: SubmissionRequest,
    formId: string,
    formAgain: (failure: string) => ReturnType<typeof buildErrorView>,
    work: () => Promise<SaveOutcome>,
  ): Promise<void> => {
    const soonest = pause(clock, updateNotBeforeMs);
    const refused = await refusalOf(request);
    const outcome: SaveOutcome | null = refused
      ? null
      : await work().catch((error: unknown): SaveOutcome => {
          if (!(error instanceof ComposioError)) throw error;
          return { kind: 'failed', error };
        });
    await soonest;
    given.nudge();
    const view = refused ?? (outcome && viewOf(outcome, formAgain));
    if (!view || (await slack.updateView(request.teamId, request.viewId, view)) === 'updated') return;
    if (outcome) await tellByDm(request, formId, outcome);
  };

  const viewOf = (outcome: SaveOutcome, formAgain: (failure: string) => ReturnType<typeof buildErrorView>) => {
    switch (outcome.kind) {
      case 'saved':
        return buildDoneView(outcome.setup);
      case 'taken':
        return buildTakenView(outcome.by, outcome.isSaved);
      case 'failed':
        return formAgain(failureInWords(outcome.error));
      case 'repeated':
        // The other submission of this form shows its result in the same view.
        return null;
    }
  };

  const tellByDm = async (request: SubmissionRequest, formId: string, outcome: SaveOutcome): Promise<void> => {
    const setup = await store.setupOfForm(request.teamId, formId);
    if (!setup) return;
    const message =
      outcome.kind === 'saved'
        ? resultMessage(identity.uuid(), setup, 'saved')
        : outcome.kind === 'failed'
          ? resultMessage(identity.uuid(), setup, 'failed', failureInWords(outcome.error))
          : null;
    if (message) await store.owe(request.teamId, message, clock.now());
    given.nudge();
  };

  const inviteChosen: Submission = async (request) => {
    const refused = await refusalOf(request);
    if (refused) return { answer: { response_action: 'update', view: refused } };
    const report = await invite(outside, request, choicesOf(request.values, peopleBlock));
    given.nudge();
    return { answer: { response_action: 'update', view: buildInvitedView(report) } };
  };

  return { choose, register, adopt: adoptExisting, invite: inviteChosen };
}
