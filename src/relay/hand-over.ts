/** An admin hands a step to a colleague: whom, and the two messages that follow from it. */

import { createAdminGuard } from '../admins/guard.ts';
import { personalByNow } from '../company/words.ts';
import { SlackError } from '../errors.ts';
import type { NewMessage } from '../model.ts';
import type { Outside } from '../ports.ts';
import type { ActionRequest, SubmissionReply, SubmissionRequest } from '../routes.ts';
import { textOf } from '../routes.ts';
import { answerLater } from '../screens.ts';
import { readRegisterMemory } from '../setup/form-memory.ts';
import { type NewRelay, relayProgressKind, relayRequestKind } from '../stores/relays.ts';
import type { RelayGiven } from './given.ts';
import { type HandOverMemory, readHandOverMemory } from './hand-over-memory.ts';
import {
  buildHandedOverView,
  buildHandOverView,
  buildNotHandedOverView,
  buildSendingView,
  colleagueBlock,
  noteBlock,
} from './hand-over-view.ts';
import { notesFor } from './words.ts';

/** How long a colleague has. */
export const relayLifetimeMs = 24 * 3_600_000;

export interface HandOver {
  register(request: ActionRequest): Promise<void>;
  consent(request: ActionRequest): Promise<void>;
  submit(request: SubmissionRequest): Promise<SubmissionReply>;
}

export function createHandOver(outside: Outside, given: RelayGiven): HandOver {
  const { store, slack, clock, identity, log } = outside;
  const guard = createAdminGuard(outside, given.admins);

  /** On top of the form that is open, so that Cancel leads back to what was typed there. */
  const choose = async (request: ActionRequest, memory: HandOverMemory): Promise<void> => {
    if (request.triggerId !== null) await slack.pushView(request.teamId, request.triggerId, buildHandOverView(memory));
  };

  /** Why this person cannot be asked, as mrkdwn; null: they can, or Slack does not say. */
  const objectionToColleague = async (teamId: string, recipient: string): Promise<string | null> => {
    try {
      const member = await slack.member(teamId, recipient);
      if (member.isBot) return 'An app cannot do this. Choose a person.';
      return member.isDeactivated ? 'That person is deactivated in Slack. Choose somebody else.' : null;
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      log.warn({ error }, 'could not ask Slack about a colleague');
      return null;
    }
  };

  const hand = async (request: SubmissionRequest, memory: HandOverMemory) => {
    const recipient = textOf(request.values, colleagueBlock);
    const objection = (await guard.objection(request)) ?? (await objectionToColleague(request.teamId, recipient));
    if (objection !== null) return buildNotHandedOverView(`${objection} Nobody was asked.`);
    const relay = newRelay(request, memory, recipient);
    const message = (kind: string, to: string): NewMessage => ({
      id: identity.uuid(),
      recipient: to,
      kind,
      subject: relay.id,
      dedupeKey: `${kind}:${relay.id}`,
      isAwaited: true,
    });
    const isHandedOver = await store.handOver(relay, [
      message(relayRequestKind, recipient),
      message(relayProgressKind, request.slackUserId),
    ]);
    if (!isHandedOver) return buildNotHandedOverView(`${personalByNow} Nobody was asked.`);
    given.nudge();
    return buildHandedOverView(relay.kind, recipient, relay.expiresAt);
  };

  const newRelay = (sender: SubmissionRequest, memory: HandOverMemory, recipient: string): NewRelay => {
    const now = clock.now();
    const formId = identity.uuid();
    const note = textOf(sender.values, noteBlock);
    return {
      id: identity.uuid(),
      teamId: sender.teamId,
      kind: memory.kind,
      sender: sender.slackUserId,
      recipient,
      note: notesFor(memory.kind).some(({ value }) => value === note) ? note : null,
      formId,
      memory: memory.kind === 'register' ? JSON.stringify({ ...memory.known, formId }) : '{}',
      createdAt: now,
      expiresAt: now + relayLifetimeMs,
    };
  };

  return {
    register: async (request) => {
      if (request.view === null || !(await guard.allows(request))) return;
      await choose(request, { kind: 'register', known: readRegisterMemory(request.view.privateMetadata) });
    },

    consent: async (request) => {
      if (request.view === null || !(await guard.allows(request))) return;
      await choose(request, { kind: 'consent', known: {} });
    },

    submit: async (request) => {
      const memory = readHandOverMemory(request.privateMetadata);
      if (textOf(request.values, colleagueBlock) === request.slackUserId) {
        const errors = { [colleagueBlock]: 'That is you. Choose somebody else, or cancel and do it yourself.' };
        return { answer: { response_action: 'errors', errors } };
      }
      return answerLater(outside, request, buildSendingView(), () => hand(request, memory));
    },
  };
}
