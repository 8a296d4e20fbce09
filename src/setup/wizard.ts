/** The wizard's forms, submitted: each is answered within Slack's three seconds, the work is done afterwards. */

import { type Outside, pause } from '../ports.ts';
import type { SubmissionReply, SubmissionRequest } from '../routes.ts';
import { isAdmin, knownAdmins } from './admin.ts';
import { adopt } from './adopt.ts';
import { scopesBlock } from './choose-view.ts';
import { readApiBaseUrl, readChoice, readCredentials } from './fields.ts';
import { createFinisher } from './finish.ts';
import {
  fitsIntoView,
  type RegisterMemory,
  readAdoptMemory,
  readChooseMemory,
  readRegisterMemory,
} from './form-memory.ts';
import { buildRegisterView } from './register-view.ts';
import { save } from './save.ts';
import { buildRefusedView, buildWorkingView } from './views.ts';
import { slackDidNotSay } from './words.ts';

export interface WizardGiven {
  admins: readonly string[];
  /** `GONG_REDIRECT_URI`; null: what Composio's toolkit says. */
  redirectUri: string | null;
  nudge: () => void;
}

/** These and the look at who is an admin together stay within the three seconds. */
const askToolkitAtMostMs = 700;
const readMembersAtMostMs = 500;
/** Where Composio has always taken Gong's answer, when neither the settings nor the toolkit say (seed guide, step 7). */
const usualRedirectUri = 'https://backend.composio.dev/api/v1/auth-apps/add';

type Submission = (request: SubmissionRequest) => Promise<SubmissionReply>;

export function wizardSubmissions(
  outside: Outside,
  given: WizardGiven,
): { choose: Submission; register: Submission; adopt: Submission } {
  const { connections, clock, identity } = outside;
  const finish = createFinisher(outside, given);

  const choose: Submission = async (request) => {
    const [admin, redirectUri] = await Promise.all([
      isAdmin(outside, given.admins, request),
      proposedRedirectUri(request.teamId),
    ]);
    if (admin === 'no') {
      const admins = await knownAdmins(outside, given.admins, request, readMembersAtMostMs);
      return { answer: { response_action: 'update', view: buildRefusedView(admins) } };
    }
    const reading = readChoice(request.values);
    if (!reading.ok) return { answer: { response_action: 'errors', errors: reading.errors } };
    const memory: RegisterMemory = { ...readChooseMemory(request.privateMetadata), ...reading.value, redirectUri };
    const error =
      admin === 'unknown'
        ? `${slackDidNotSay} Please press Next again.`
        : fitsIntoView(memory)
          ? null
          : 'These are more scopes than the form can hold. Choose fewer.';
    if (error !== null) return { answer: { response_action: 'errors', errors: { [scopesBlock]: error } } };
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
    return {
      answer: { response_action: 'update', view: buildWorkingView() },
      later: () =>
        finish({
          request,
          formId: memory.formId,
          formAgain: (failure) =>
            buildRegisterView({ memory, drawing: identity.nonce(), clientId, apiBaseUrl, failure }),
          run: () => save(outside, { ...request, ...reading.value, memory }),
        }),
    };
  };

  const adoptExisting: Submission = async (request) => {
    const memory = readAdoptMemory(request.privateMetadata);
    const apiBaseUrl = readApiBaseUrl(request.values);
    if (!apiBaseUrl.ok) return { answer: { response_action: 'errors', errors: apiBaseUrl.errors } };
    return {
      answer: { response_action: 'update', view: buildWorkingView() },
      later: () =>
        finish({
          request,
          formId: memory.formId,
          formAgain: null,
          run: () => adopt(outside, { ...request, memory, apiBaseUrl: apiBaseUrl.value }),
        }),
    };
  };

  return { choose, register, adopt: adoptExisting };
}
