/** The wizard's forms, submitted: each is answered within Slack's three seconds, the work is done afterwards. */

import { isAdmin, knownAdmins } from '../admins/admins.ts';
import { createAdminGuard } from '../admins/guard.ts';
import { slackDidNotSay } from '../admins/words.ts';
import { type Outside, pause } from '../ports.ts';
import type { ActionRequest, SubmissionReply, SubmissionRequest } from '../routes.ts';
import type { SecretPages } from '../secret-page/secret-pages.ts';
import { adopt } from './adopt.ts';
import { readApiBaseUrl, readChoice } from './fields.ts';
import { createFinisher } from './finish.ts';
import {
  fitsIntoView,
  type RegisterMemory,
  readAdoptMemory,
  readChooseMemory,
  readRegisterMemory,
} from './form-memory.ts';
import { createRegisterForm, type Form } from './register-form.ts';
import { wizardDress } from './register-view.ts';
import { save } from './save.ts';
import { scopesBlock } from './scope-fields.ts';
import { buildRefusedView, buildWorkingView } from './views.ts';

export interface WizardGiven {
  admins: readonly string[];
  /** `GONG_REDIRECT_URI`; null: what Composio's toolkit says. */
  redirectUri: string | null;
  pages: SecretPages;
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
): {
  choose: Submission;
  register: Submission;
  adopt: Submission;
  /** The button beside the client secret. */
  changeSecret: (request: ActionRequest) => Promise<void>;
} {
  const { connections, clock } = outside;
  const finish = createFinisher(outside, given);
  const registerForm = createRegisterForm(outside, given.pages);
  const guard = createAdminGuard(outside, given.admins);

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
    return { answer: { response_action: 'update', view: registerForm.first(formOf(memory)) } };
  };

  const proposedRedirectUri = async (teamId: string): Promise<string> => {
    if (given.redirectUri !== null) return given.redirectUri;
    const asked = connections.toolkit(teamId).then(({ redirectUri }) => redirectUri);
    return (await Promise.race([asked, pause(clock, askToolkitAtMostMs).then(() => null)])) ?? usualRedirectUri;
  };

  const register: Submission = async (request) => {
    const memory = readRegisterMemory(request.privateMetadata);
    const form = formOf(memory);
    const reading = registerForm.read(request, form);
    if (reading.kind === 'errors') return { answer: { response_action: 'errors', errors: reading.errors } };
    if (reading.kind === 'incomplete') return { answer: { response_action: 'update', view: reading.view } };
    return {
      answer: { response_action: 'update', view: buildWorkingView() },
      later: () =>
        finish({
          request,
          formId: memory.formId,
          formAgain:
            reading.kind === 'complete' ? (failure) => registerForm.again(request, form, reading, failure) : null,
          run: async () =>
            reading.kind === 'complete'
              ? save(outside, { ...request, ...reading.typed, clientSecret: reading.clientSecret, memory })
              : { kind: 'repeated' },
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

  const changeSecret = async (request: ActionRequest): Promise<void> => {
    if (request.view === null || !(await guard.allows(request))) return;
    await registerForm.changeSecret(request, formOf(readRegisterMemory(request.view.privateMetadata)));
  };

  return { choose, register, adopt: adoptExisting, changeSecret };
}

function formOf(memory: RegisterMemory): Form {
  return { memory, dress: wizardDress(memory) };
}
