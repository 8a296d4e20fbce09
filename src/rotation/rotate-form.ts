/** The rotation form at work: drawn, changed over to the secret's page and back, read once it is submitted. */

import type { ModalView } from '@slack/types';
import { judgeClientId, judgeClientSecret } from '../gong/credentials.ts';
import type { Outside } from '../ports.ts';
import { type ActionRequest, type Sender, type SubmissionRequest, textOf } from '../routes.ts';
import { clientSecretBlock, type SecretField, typeOnPage } from '../secret-page/secret-fields.ts';
import type { SecretPages } from '../secret-page/secret-pages.ts';
import { type RotateMemory, readMemory } from './form-memory.ts';
import { buildRotateView, clientIdBlock } from './rotate-view.ts';

export type SecretReading =
  /** `clientId`: the new one; null: the one that there is stays. */
  | { kind: 'complete'; clientSecret: string; clientId: string | null; wasOnPage: boolean }
  /** By block ID, as Slack shows them beside the fields. */
  | { kind: 'errors'; errors: Record<string, string> }
  /** What came by the page is of no use, or its time is over: why, as mrkdwn. */
  | { kind: 'incomplete'; refusal: string };

export interface RotateForm {
  first(teamId: string, memory: RotateMemory): Promise<ModalView>;
  /** The button beside the secret was pressed: from the input to a page, or back. */
  changeSecret(request: ActionRequest): Promise<void>;
  /** What a submission holds. A secret that came by the page is taken from it, once. @param present the client ID now */
  read(request: SubmissionRequest, present: string): SecretReading;
  /** The form with a new page, after a submission whose page was of no use; it says why where the secret is asked for. */
  withNewPage(request: SubmissionRequest, refusal: string): Promise<ModalView>;
  /** The form after a submission that came to nothing, with why as mrkdwn. Who used a page gets a new one. */
  again(request: SubmissionRequest, wasOnPage: boolean, failure: string): Promise<ModalView>;
}

export function createRotateForm(
  { slack, store, identity }: Pick<Outside, 'slack' | 'store' | 'identity'>,
  pages: SecretPages,
): RotateForm {
  const inputField: SecretField = { kind: 'input', canUsePage: pages.isOn };

  const draw = async (
    teamId: string,
    memory: RotateMemory,
    secret: SecretField,
    before: { failure?: string; clientId?: string } = {},
  ) =>
    buildRotateView({
      memory,
      secret,
      presentClientId: (await store.savedSetup(teamId))?.clientId ?? '',
      drawing: identity.nonce(),
      isCompany: (await store.connectionMode(teamId)) === 'company',
      ...before,
    });

  /** The page that is waiting, or a new one, which redraws the form once the secret has arrived. */
  const pageField = (asker: Sender & { viewId: string }, memory: RotateMemory): SecretField => {
    const known = pages.find(asker, memory.formId);
    const offer =
      known !== null && known.state !== 'taken'
        ? known
        : pages.offer(asker, memory.formId, async () => {
            const received = pages.find(asker, memory.formId);
            if (received?.state !== 'received') return;
            const view = await draw(asker.teamId, memory, { kind: 'page', ...received, isReceived: true });
            await slack.updateView(asker.teamId, asker.viewId, view);
          });
    return offer === null ? inputField : { kind: 'page', ...offer, isReceived: offer.state === 'received' };
  };

  return {
    first: (teamId, memory) => draw(teamId, memory, inputField),

    changeSecret: async (request) => {
      const { teamId, slackUserId, view, value } = request;
      if (view === null) return;
      const memory = readMemory(view.privateMetadata);
      const asker = { teamId, slackUserId, viewId: view.viewId };
      if (value !== typeOnPage) pages.withdraw(asker, memory.formId);
      const field = value === typeOnPage ? pageField(asker, memory) : inputField;
      await slack.updateView(teamId, view.viewId, await draw(teamId, memory, field));
    },

    read: (request, present) => {
      const typed = textOf(request.values, clientIdBlock).trim();
      const judged = typed === '' || typed === present ? null : judgeClientId(typed);
      // Said before a page is emptied of its secret.
      if (judged?.ok === false) return { kind: 'errors', errors: { [clientIdBlock]: judged.reason } };
      const clientId = judged?.value ?? null;
      const isNoSecret = (text: string): boolean => text === present || text === clientId;
      const block = Object.keys(request.values).find((id) => id.startsWith(`${clientSecretBlock}:`));
      if (block !== undefined) {
        const judgement = judgeClientSecret(textOf(request.values, clientSecretBlock));
        if (!judgement.ok) return { kind: 'errors', errors: { [block]: judgement.reason } };
        if (isNoSecret(judgement.value)) return { kind: 'errors', errors: { [block]: isClientId } };
        return { kind: 'complete', clientSecret: judgement.value, clientId, wasOnPage: false };
      }
      const { formId } = readMemory(request.privateMetadata);
      // Beside an input Slack brings it into sight, wherever the form is scrolled to.
      if (pages.find(request, formId)?.state === 'waiting') {
        return { kind: 'errors', errors: { [clientIdBlock]: isAwaited } };
      }
      const taken = pages.take(request, formId);
      if (taken === null) return { kind: 'incomplete', refusal: isOver };
      if (isNoSecret(taken)) return { kind: 'incomplete', refusal: isClientId };
      return { kind: 'complete', clientSecret: taken, clientId, wasOnPage: true };
    },

    withNewPage: (request, refusal) => {
      const memory = readMemory(request.privateMetadata);
      const field = { ...pageField(request, memory), refusal };
      return draw(request.teamId, memory, field, { clientId: textOf(request.values, clientIdBlock) });
    },

    again: (request, wasOnPage, failure) => {
      const memory = readMemory(request.privateMetadata);
      const field = wasOnPage ? pageField(request, memory) : inputField;
      return draw(request.teamId, memory, field, { failure, clientId: textOf(request.values, clientIdBlock) });
    },
  };
}

const isClientId = 'This is the client ID. Press Show secret in Gong and copy what it shows.';
const isAwaited = 'Type the client secret on the page first, then press Replace it.';
const isOver =
  '*The page’s ten minutes were over*, so nothing was sent. Here is a new one: type the client secret there, then press *Replace it*.';
