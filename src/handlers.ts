/** From a payload of Slack to a feature and back: parsed, acknowledged in time, and failures told to the person. */

import type { z } from 'zod';
import { failureMessage, failureView } from './failure-words.ts';
import { actionPayload, commandPayload, eventPayload, submissionPayload, suggestionPayload } from './payloads.ts';
import type { Outside, SlackMessage } from './ports.ts';
import type { ActionRequest, Choice, CommandRequest, Routes } from './routes.ts';

/** Answers Slack within its three seconds; what is given is part of the answer. */
export type Ack = (answer?: unknown) => Promise<void>;

export interface Arrival {
  body: unknown;
  ack: Ack;
}

type Later = () => Promise<void>;
/** Source: Slack's reference of select menus with an external data source. */
const mostChoices = 100;
const longestChoice = 75;

type Handler<Kind extends keyof Routes> = NonNullable<Routes[Kind]>[string];

export interface Handlers {
  command(name: string, handle: Handler<'commands'>): (arrival: Arrival) => Promise<void>;
  submission(name: string, handle: Handler<'submissions'>): (arrival: Arrival) => Promise<void>;
  action(name: string, handle: Handler<'actions'>): (arrival: Arrival) => Promise<void>;
  options(name: string, handle: Handler<'options'>): (arrival: Arrival) => Promise<void>;
  /** Bolt acknowledges events by itself. */
  event(handle: Handler<'events'>): (arrival: Pick<Arrival, 'body'>) => Promise<void>;
}

/** @param afterAction told who typed a command or pressed something, when that is done */
export function createHandlers(
  { clock, log, metrics, slack, identity }: Outside,
  { teamId, afterAction }: { teamId: string; afterAction: (teamId: string, slackUserId: string) => void },
): Handlers {
  /** Logs under a reference that the person is told, too. */
  const report = (error: unknown, what: string, slackUserId: string): SlackMessage => {
    const reference = identity.uuid().slice(0, 8);
    log.error({ error, what, slackUserId, reference }, 'a request failed');
    return failureMessage(error, reference, /^\/?(?:gong-)?(?:setup|rotation|scopes|reconnects)\b/.test(what));
  };

  const tell = async (what: string, say: () => Promise<unknown>): Promise<void> => {
    try {
      await say();
    } catch (error) {
      log.warn({ error, what }, 'somebody could not be told');
    }
  };

  const timed = (ack: Ack, kind: string): Ack => {
    const arrivedAt = clock.now();
    return async (answer) => {
      await ack(answer);
      metrics.acknowledged(kind, clock.now() - arrivedAt);
    };
  };

  /** A payload that cannot be read is acknowledged all the same: Slack would only send it again. */
  const parse = async <T>(shape: z.ZodType<T>, body: unknown, acknowledge: Ack): Promise<T> => {
    const reading = shape.safeParse(body);
    if (reading.success) return reading.data;
    await acknowledge();
    throw reading.error;
  };

  return {
    command: (name, handle) => async (arrival) => {
      const acknowledge = timed(arrival.ack, 'command');
      const payload = await parse(commandPayload, arrival.body, acknowledge);
      const request: CommandRequest = {
        teamId,
        slackUserId: payload.user_id,
        text: payload.text.trim(),
        triggerId: payload.trigger_id,
        respond: (message) => slack.respond(teamId, payload.response_url, message, false),
      };
      const { answer, later } = await handle(request).catch((error: unknown) => ({
        answer: report(error, name, request.slackUserId),
        later: undefined,
      }));
      await acknowledge(answer && { response_type: 'ephemeral', ...answer });
      await later?.().catch((error: unknown) => {
        const message = report(error, name, request.slackUserId);
        return tell(name, () => request.respond(message));
      });
      afterAction(teamId, request.slackUserId);
    },

    submission: (name, handle) => async (arrival) => {
      const acknowledge = timed(arrival.ack, 'view_submission');
      const { user, view } = await parse(submissionPayload, arrival.body, acknowledge);
      const fail = (error: unknown) => failureView(report(error, name, user.id));
      const request = {
        teamId,
        slackUserId: user.id,
        viewId: view.id,
        privateMetadata: view.private_metadata,
        values: view.state,
      };
      const reply = await handle(request).catch((error: unknown) => ({
        // On top of the form, so that what was typed is still there.
        answer: { response_action: 'push', view: fail(error) },
        later: undefined,
      }));
      await acknowledge(reply.answer);
      const later: Later | undefined = reply.later;
      await later?.().catch((error: unknown) => {
        const failed = fail(error);
        return tell(name, () => slack.updateView(teamId, view.id, failed));
      });
    },

    action: (name, handle) => async (arrival) => {
      await timed(arrival.ack, 'block_actions')();
      const payload = actionPayload.parse(arrival.body);
      const responseUrl = payload.response_url ?? null;
      const pressed = payload.actions.find((action) => action.actionId === name);
      const request: ActionRequest = {
        teamId,
        slackUserId: payload.user.id,
        actionId: name,
        blockId: pressed?.blockId ?? null,
        value: pressed?.value ?? null,
        selected: pressed?.selected ?? [],
        triggerId: payload.trigger_id ?? null,
        view: payload.view ? viewOf(payload.view) : null,
        values: payload.view?.state ?? {},
        isEphemeral: payload.container?.is_ephemeral === true,
        respond:
          responseUrl === null ? null : (message, replace) => slack.respond(teamId, responseUrl, message, replace),
      };
      await handle(request).catch((error: unknown) => {
        const message = report(error, name, request.slackUserId);
        return tell(name, () => answerAction(request, message));
      });
      afterAction(teamId, request.slackUserId);
    },

    options: (name, handle) => async (arrival) => {
      const acknowledge = timed(arrival.ack, 'block_suggestion');
      const payload = await parse(suggestionPayload, arrival.body, acknowledge);
      const request = {
        teamId,
        slackUserId: payload.user.id,
        actionId: name,
        blockId: payload.block_id ?? null,
        query: payload.value.trim(),
        privateMetadata: payload.view?.private_metadata ?? '',
      };
      // The list has no place for words: empty, it says that nothing was found.
      const choices = await handle(request).catch((error: unknown): Choice[] => {
        report(error, name, request.slackUserId);
        return [];
      });
      await acknowledge({ options: choices.slice(0, mostChoices).map(toOption) });
    },

    event: (handle) => async (arrival) => {
      const { event } = eventPayload.parse(arrival.body);
      await handle({ teamId, event });
    },
  };

  /** Where the button was pressed, as far as Slack lets the bot say something there. */
  async function answerAction(request: ActionRequest, message: SlackMessage): Promise<void> {
    if (request.respond) await request.respond(message, false);
    else if (request.view?.type === 'modal') await slack.updateView(teamId, request.view.viewId, failureView(message));
    else if (request.triggerId !== null) await slack.openView(teamId, request.triggerId, failureView(message));
  }
}

function viewOf(view: NonNullable<z.infer<typeof actionPayload>['view']>): NonNullable<ActionRequest['view']> {
  return {
    viewId: view.id,
    type: view.type,
    privateMetadata: view.private_metadata,
    callbackId: view.callback_id,
    hash: view.hash,
  };
}

function toOption({ text, value }: Choice) {
  const shown = text.length > longestChoice ? `${text.slice(0, longestChoice - 1)}…` : text;
  return { text: { type: 'plain_text' as const, text: shown }, value };
}
