/** The register form at work: drawn, changed over to the secret's page and back, read once it is submitted. */

import type { ModalView } from '@slack/types';
import type { Outside } from '../ports.ts';
import { type ActionRequest, type Sender, type SubmissionRequest, textOf } from '../routes.ts';
import { type SecretField, typeOnPage } from '../secret-page/secret-fields.ts';
import type { SecretPages } from '../secret-page/secret-pages.ts';
import { isClientIdAgain, readCredentials } from './fields.ts';
import type { RegisterMemory } from './form-memory.ts';
import { apiBaseUrlBlock, buildRegisterView, clientIdBlock, type FormDress } from './register-view.ts';

export interface Form {
  memory: RegisterMemory;
  dress: FormDress;
}

/** What was typed, the client secret excepted. */
export interface Typed {
  clientId: string;
  apiBaseUrl: string;
}

export type FormReading =
  | { kind: 'complete'; typed: Typed; clientSecret: string; wasOnPage: boolean }
  /** By block ID, as Slack shows them beside the fields. */
  | { kind: 'errors'; errors: Record<string, string> }
  /** What came by the page is of no use, or its time is over: the form once more, with a new page, which says so. */
  | { kind: 'incomplete'; view: ModalView }
  /** A submission before this one has taken the secret from its page. */
  | { kind: 'repeated' };

export interface RegisterForm {
  /** The form as it is first seen. */
  first(form: Form): ModalView;
  /** The button beside the secret was pressed: from the input to a page, or back. */
  changeSecret(request: ActionRequest, form: Form): Promise<void>;
  /** What a submission holds. A secret that came by the page is taken from it, once. */
  read(request: SubmissionRequest, form: Form): FormReading;
  /**
   * The form after a submission that came to nothing; who used a page gets a new one.
   * @param failure what went wrong, as mrkdwn
   */
  again(
    request: SubmissionRequest,
    form: Form,
    reading: { typed: Typed; wasOnPage: boolean },
    failure: string,
  ): ModalView;
}

export function createRegisterForm(
  { slack, identity }: Pick<Outside, 'slack' | 'identity'>,
  pages: SecretPages,
): RegisterForm {
  const draw = (form: Form, secret: SecretField, more: Partial<Typed> & { failure?: string } = {}): ModalView =>
    buildRegisterView({ ...form, ...more, secret, drawing: identity.nonce() });

  const inputField: SecretField = { kind: 'input', canUsePage: pages.isOn };

  /** The page that is waiting, or a new one, which redraws the form once the secret has arrived. */
  const pageField = (asker: Sender & { viewId: string }, form: Form, typed: Partial<Typed>): SecretField => {
    const offer =
      waitingOffer(asker, form) ??
      pages.offer(asker, form.memory.formId, async () => {
        const received = pages.find(asker, form.memory.formId);
        if (received?.state !== 'received') return;
        const view = draw(form, { kind: 'page', ...received, isReceived: true }, typed);
        await slack.updateView(asker.teamId, asker.viewId, view);
      });
    return offer === null ? inputField : { kind: 'page', ...offer, isReceived: offer.state === 'received' };
  };

  const waitingOffer = (asker: Sender, { memory }: Form) => {
    const offer = pages.find(asker, memory.formId);
    return offer?.state === 'taken' ? null : offer;
  };

  const again: RegisterForm['again'] = (request, form, { typed, wasOnPage }, failure) =>
    draw(form, wasOnPage ? pageField(request, form, typed) : inputField, { ...typed, failure });

  return {
    first: (form) => draw(form, inputField),

    changeSecret: async (request, form) => {
      if (request.view === null) return;
      const asker = { teamId: request.teamId, slackUserId: request.slackUserId, viewId: request.view.viewId };
      const typed: Typed = {
        clientId: textOf(request.values, clientIdBlock),
        apiBaseUrl: textOf(request.values, apiBaseUrlBlock),
      };
      if (request.value !== typeOnPage) pages.withdraw(asker, form.memory.formId);
      const field = request.value === typeOnPage ? pageField(asker, form, typed) : inputField;
      await slack.updateView(asker.teamId, asker.viewId, draw(form, field, typed));
    },

    read: (request, form) => {
      const reading = readCredentials(request.values);
      if (!reading.ok) return { kind: 'errors', errors: reading.errors };
      const { clientSecret, ...typed } = reading.value;
      if (clientSecret !== null) return { kind: 'complete', typed, clientSecret, wasOnPage: false };
      const { formId } = form.memory;
      const state = pages.find(request, formId)?.state;
      if (state === 'taken') return { kind: 'repeated' };
      // Beside an input Slack brings it into sight, wherever the form is scrolled to.
      if (state === 'waiting') return { kind: 'errors', errors: { [clientIdBlock]: isAwaited } };
      const taken = pages.take(request, formId);
      const incomplete = (refusal: string): FormReading => ({
        kind: 'incomplete',
        view: draw(form, { ...pageField(request, form, typed), refusal }, typed),
      });
      if (taken === null) return incomplete(isOver);
      if (taken === typed.clientId) return incomplete(isClientIdAgain);
      return { kind: 'complete', typed, clientSecret: taken, wasOnPage: true };
    },

    again,
  };
}

const isAwaited = 'Type the client secret on the page first, then press Save.';
const isOver =
  '*The page’s ten minutes were over*, so nothing was saved. Here is a new one: type the client secret there, then press *Save*.';
