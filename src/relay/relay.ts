/** Handing a step to a colleague: which form and which button leads where. */

import { section } from '../block-kit.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, Routes } from '../routes.ts';
import {
  declineAction,
  handOverCallback,
  handOverConsentAction,
  handOverRegisterAction,
  registerCallback,
  secretPageAction,
  takeOnAction,
  withdrawAction,
} from './actions.ts';
import { relayResultKind } from './compose.ts';
import type { Consent } from './consent.ts';
import type { RelayGiven } from './given.ts';
import { createHandOver } from './hand-over.ts';
import { createColleaguesForm } from './register.ts';
import { declinedForSender, objectionTo } from './words.ts';

export function relayRoutes(outside: Outside, given: RelayGiven & { consent: Consent }): Routes {
  const { store, clock, identity } = outside;
  const handOver = createHandOver(outside, given);
  const form = createColleaguesForm(outside, given);

  const tell = async (request: ActionRequest, words: string): Promise<void> => {
    await request.respond?.({ text: words, blocks: [section(words)] }, false);
  };

  const takeOn = async (request: ActionRequest): Promise<void> => {
    const relay = await store.relay(request.teamId, request.value ?? '');
    const objection = objectionTo(relay, request.slackUserId, clock.now());
    if (relay === null || objection !== null) return tell(request, objection ?? '');
    await (relay.kind === 'register' ? form.open(request, relay) : given.consent.take(request, relay));
  };

  const decline = async (request: ActionRequest): Promise<void> => {
    const { teamId, slackUserId } = request;
    const relay = await store.relay(teamId, request.value ?? '');
    const objection = objectionTo(relay, slackUserId, clock.now());
    if (relay === null || objection !== null) return tell(request, objection ?? '');
    const words = declinedForSender(relay);
    const message = { id: identity.uuid(), recipient: relay.sender, kind: relayResultKind, subject: relay.id };
    const told = { ...message, dedupeKey: `${relayResultKind}:${relay.id}:declined`, data: { words } };
    if (!(await store.declineRelay(teamId, relay.id, told, clock.now()))) {
      return tell(request, 'This is over already, or being done at this very moment.');
    }
    given.pages.withdraw({ teamId, slackUserId }, relay.formId);
    given.nudge();
  };

  const withdraw = async (request: ActionRequest): Promise<void> => {
    const { teamId, slackUserId } = request;
    const relay = await store.relay(teamId, request.value ?? '');
    if (relay?.sender !== slackUserId) return tell(request, 'Only the admin who sent this can withdraw it.');
    if (await store.withdrawRelay(teamId, relay.id, slackUserId, clock.now())) {
      given.pages.withdraw({ teamId, slackUserId: relay.recipient }, relay.formId);
      return given.nudge();
    }
    await tell(
      request,
      relay.endedAt === null
        ? 'Your colleague is doing it at this very moment, so it cannot be withdrawn now. This message says how it ends.'
        : 'This is over already.',
    );
  };

  return {
    actions: {
      [handOverRegisterAction]: handOver.register,
      [handOverConsentAction]: handOver.consent,
      [takeOnAction]: takeOn,
      [declineAction]: decline,
      [withdrawAction]: withdraw,
      [secretPageAction]: form.changeSecret,
    },
    submissions: { [handOverCallback]: handOver.submit, [registerCallback]: form.submit },
  };
}
