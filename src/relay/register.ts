/** The colleague's side of a handed-over registration: the form, checked against the relay at each step, and saved. */

import type { ModalView } from '@slack/types';
import { isAdmin } from '../admins/admins.ts';
import { slackDidNotSay } from '../admins/words.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { answerLater } from '../screens.ts';
import { readRegisterMemory } from '../setup/form-memory.ts';
import { createRegisterForm, type Form, type FormReading } from '../setup/register-form.ts';
import { save } from '../setup/save.ts';
import type { SaveOutcome } from '../setup/save-outcome.ts';
import type { Relay } from '../stores/relays.ts';
import { buildRefusalView, buildSavingView, buildThanksView, colleagueDress, thanksInWords } from './colleague-view.ts';
import { relayResultKind } from './compose.ts';
import type { RelayGiven } from './given.ts';
import { readRelayId } from './hand-over-memory.ts';
import { notSavedInWords, objectionTo, overtakenInWords, senderIsNoAdmin } from './words.ts';

export interface ColleaguesForm {
  /** Opens the form for the colleague, who has the right to it. */
  open(request: ActionRequest, relay: Relay): Promise<void>;
  changeSecret(request: ActionRequest): Promise<void>;
  submit(request: SubmissionRequest): Promise<SubmissionReply>;
}

type Complete = Extract<FormReading, { kind: 'complete' }>;
/** What the colleague is shown, and told by DM if nobody looks at that any more. */
interface Result {
  view: ModalView;
  words: string;
}

export function createColleaguesForm(outside: Outside, given: RelayGiven): ColleaguesForm {
  const { store, slack, clock, identity } = outside;
  const registerForm = createRegisterForm(outside, given.pages);

  /** The relay of a form, if this person may go on with it now; else why not, as mrkdwn. */
  const relayFor = async (request: { teamId: string; slackUserId: string }, metadata: string) => {
    const relay = await store.relay(request.teamId, readRelayId(metadata));
    const objection = objectionTo(relay, request.slackUserId, clock.now());
    return relay !== null && objection === null
      ? { relay, form: formOf(relay), objection: null }
      : { relay: null, form: null, objection: objection ?? '' };
  };

  const work = async (request: SubmissionRequest, relay: Relay, form: Form, reading: Complete): Promise<Result> => {
    const refused = (words: string): Result => ({ view: buildRefusalView(words), words });
    const again = (words: string): Result => ({ view: registerForm.again(request, form, reading, words), words });
    // The colleague's right is the sender's, handed on.
    const admin = await isAdmin(outside, given.admins, { teamId: relay.teamId, slackUserId: relay.sender });
    if (admin === 'no') return refused(senderIsNoAdmin(relay.sender));
    if (admin === 'unknown') return again(`${slackDidNotSay.replace('you are', 'the sender is')} Please submit again.`);
    if (!(await store.beginRelayWork(relay.teamId, relay.id, clock.now()))) {
      const now = await store.relay(relay.teamId, relay.id);
      return refused(objectionTo(now, request.slackUserId, clock.now()) ?? overtakenInWords(relay));
    }
    given.nudge();
    const outcome = await save(outside, {
      teamId: relay.teamId,
      slackUserId: relay.sender,
      memory: form.memory,
      ...reading.typed,
      clientSecret: reading.clientSecret,
    });
    const result = await settle(relay, outcome, { refused, again });
    given.nudge();
    return result;
  };

  /** The save itself has written down that the relay is done, or that Composio refused. */
  const settle = async (
    relay: Relay,
    outcome: SaveOutcome,
    say: { refused: (words: string) => Result; again: (words: string) => Result },
  ): Promise<Result> => {
    const { teamId, id } = relay;
    if (outcome.kind === 'saved') {
      return { view: buildThanksView(relay.sender), words: `:white_check_mark: ${thanksInWords(relay.sender)}` };
    }
    if (outcome.kind === 'in_use' || (outcome.kind === 'taken' && outcome.isSaved)) {
      await store.overtakeRelay(teamId, id, null, clock.now());
      return say.refused(overtakenInWords(relay));
    }
    const code = outcome.kind === 'failed' || outcome.kind === 'unasked' ? outcome.error.code : 'busy';
    await store.failRelay(teamId, id, code, clock.now());
    return say.again(notSavedInWords(outcome));
  };

  const tell = async (relay: Relay, words: string): Promise<void> => {
    const id = identity.uuid();
    const message = { id, recipient: relay.recipient, kind: relayResultKind, subject: relay.id, data: { words } };
    await store.owe(relay.teamId, { ...message, dedupeKey: `${relayResultKind}:${id}` }, clock.now());
    given.nudge();
  };

  return {
    open: async (request, relay) => {
      if (request.triggerId === null) return;
      await slack.openView(request.teamId, request.triggerId, registerForm.first(formOf(relay)));
      await store.markRelayOpened(relay.teamId, relay.id, clock.now());
      given.nudge();
    },

    changeSecret: async (request) => {
      if (request.view === null) return;
      const { viewId, privateMetadata } = request.view;
      const { form, objection } = await relayFor(request, privateMetadata);
      if (form) await registerForm.changeSecret(request, form);
      else await slack.updateView(request.teamId, viewId, buildRefusalView(objection));
    },

    submit: async (request) => {
      const { relay, form, objection } = await relayFor(request, request.privateMetadata);
      const show = (view: ModalView): SubmissionReply => ({ answer: { response_action: 'update', view } });
      if (!relay) return show(buildRefusalView(objection));
      const reading = registerForm.read(request, form);
      if (reading.kind === 'errors') return { answer: { response_action: 'errors', errors: reading.errors } };
      if (reading.kind === 'incomplete') return show(reading.view);
      if (reading.kind === 'repeated') return show(buildSavingView());
      let words = '';
      return answerLater(
        outside,
        request,
        buildSavingView(),
        async () => {
          const result = await work(request, relay, form, reading);
          words = result.words;
          return result.view;
        },
        () => tell(relay, words),
      );
    },
  };
}

function formOf(relay: Relay): Form {
  return { memory: readRegisterMemory(relay.memory), dress: colleagueDress(relay) };
}
