/** One Bolt app: every feature's routes, acknowledged in time, and one place where errors end. */

import { App, type Logger, type Receiver } from '@slack/bolt';
import { z } from 'zod';
import { section } from './block-kit.ts';
import { BotError } from './errors.ts';
import { actionPayload, commandPayload, eventPayload, submissionPayload } from './payloads.ts';
import type { Outside, SlackIdentity, SlackMessage } from './ports.ts';
import type { ActionRequest, CommandRequest, Routes } from './routes.ts';

export interface BoltApp {
  app: App;
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
}

type Ack = (answer?: unknown) => Promise<void>;

/**
 * Builds the app. Requests of another team than the token's are refused.
 * @param afterAction told who pressed something, when that is done
 */
export function createApp(
  outside: Outside,
  given: {
    receiver: Receiver;
    logger: Logger;
    identity: SlackIdentity;
    botToken: string;
    routes: readonly Routes[];
    afterAction: (teamId: string, slackUserId: string) => void;
  },
): BoltApp {
  const { clock, log, metrics, slack } = outside;
  const { teamId, botId, botUserId } = given.identity;
  const atWork = new Set<Promise<void>>();

  const app = new App({
    receiver: given.receiver,
    authorize: async (source) => {
      if (source.teamId !== teamId) throw new Error('a request of another team');
      return { botToken: given.botToken, botId, botUserId, teamId };
    },
    logger: given.logger,
    convoStore: false,
  });

  const track = (work: Promise<void>): Promise<void> => {
    const tracked = work.finally(() => atWork.delete(tracked));
    atWork.add(tracked);
    return tracked;
  };

  /** Logs under a reference that the person is told, too. */
  const report = (error: unknown, what: string, slackUserId: string): SlackMessage => {
    const reference = outside.identity.nonce().slice(0, 8);
    log.error({ error, what, slackUserId, reference }, 'a request failed');
    const words =
      error instanceof BotError && error.code.startsWith('composio') ? error.message : 'Please try again in a minute.';
    const text = `Something went wrong. ${words}`;
    return {
      text,
      blocks: [
        section(
          `:warning: *Something went wrong.*\n${words}\nIf it goes on, tell an admin the reference \`${reference}\`.`,
        ),
      ],
    };
  };

  const timedAck = (ack: Ack, kind: string, startedAt: number): Ack => {
    return async (answer) => {
      await ack(answer);
      metrics.acknowledged(kind, clock.now() - startedAt);
    };
  };

  const tryTo = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn({ error, what }, 'somebody could not be told');
    }
  };

  const onCommand =
    (handle: NonNullable<Routes['commands']>[string], name: string) =>
    async ({ body, ack }: { body: unknown; ack: unknown }): Promise<void> => {
      const acknowledge = timedAck(ack as Ack, 'command', clock.now());
      const payload = commandPayload.parse(body);
      const request: CommandRequest = {
        teamId,
        slackUserId: payload.user_id,
        text: payload.text.trim(),
        triggerId: payload.trigger_id,
        respond: (message) => slack.respond(teamId, payload.response_url, message, false),
      };
      let later: (() => Promise<void>) | undefined;
      try {
        const reply = await handle(request);
        later = reply.later;
        await acknowledge(reply.answer ? { response_type: 'ephemeral', ...reply.answer } : undefined);
      } catch (error) {
        await acknowledge({ response_type: 'ephemeral', ...report(error, name, request.slackUserId) });
      }
      await later?.().catch((error: unknown) => {
        const message = report(error, name, request.slackUserId);
        return tryTo(name, () => request.respond(message));
      });
    };

  const onSubmission =
    (handle: NonNullable<Routes['submissions']>[string], name: string) =>
    async ({ body, ack }: { body: unknown; ack: unknown }): Promise<void> => {
      const acknowledge = timedAck(ack as Ack, 'view_submission', clock.now());
      const { user, view } = submissionPayload.parse(body);
      const request = {
        teamId,
        slackUserId: user.id,
        viewId: view.id,
        privateMetadata: view.private_metadata,
        values: view.state,
      };
      let later: (() => Promise<void>) | undefined;
      try {
        const reply = await handle(request);
        later = reply.later;
        await acknowledge(reply.answer);
      } catch (error) {
        const errorView = toView(report(error, name, user.id));
        await acknowledge({ response_action: 'update', view: errorView });
      }
      await later?.().catch((error: unknown) => {
        const errorView = toView(report(error, name, user.id));
        return tryTo(name, () => slack.updateView(teamId, view.id, errorView));
      });
    };

  const onAction =
    (handle: NonNullable<Routes['actions']>[string], name: string) =>
    async ({ body, ack }: { body: unknown; ack: unknown }): Promise<void> => {
      await timedAck(ack as Ack, 'block_actions', clock.now())();
      const payload = actionPayload.parse(body);
      const responseUrl = payload.response_url ?? null;
      const request: ActionRequest = {
        teamId,
        slackUserId: payload.user.id,
        actionId: name,
        value: payload.actions.find((action) => action.action_id === name)?.value ?? null,
        triggerId: payload.trigger_id ?? null,
        view: payload.view
          ? { viewId: payload.view.id, type: payload.view.type, privateMetadata: payload.view.private_metadata }
          : null,
        isEphemeral: payload.container?.is_ephemeral === true,
        respond:
          responseUrl === null ? null : (message, replace) => slack.respond(teamId, responseUrl, message, replace),
      };
      try {
        await handle(request);
      } catch (error) {
        const message = report(error, name, request.slackUserId);
        if (request.respond) await tryTo(name, async () => request.respond?.(message, false));
        else if (request.view?.type === 'modal') {
          const { viewId } = request.view;
          await tryTo(name, () => slack.updateView(teamId, viewId, toView(message)));
        }
      }
      given.afterAction(teamId, request.slackUserId);
    };

  const known = { commands: new Set<string>(), actions: new Set<string>(), submissions: new Set<string>() };
  for (const routes of given.routes) {
    for (const [name, handle] of Object.entries(routes.commands ?? {})) {
      known.commands.add(name);
      app.command(name, (args) => track(onCommand(handle, name)(args)));
    }
    for (const [name, handle] of Object.entries(routes.actions ?? {})) {
      known.actions.add(name);
      app.action(name, (args) => track(onAction(handle, name)(args)));
    }
    for (const [name, handle] of Object.entries(routes.submissions ?? {})) {
      known.submissions.add(name);
      app.view(name, (args) => track(onSubmission(handle, name)(args)));
    }
    for (const [name, handle] of Object.entries(routes.events ?? {})) {
      app.event(name, ({ body }) =>
        track(
          (async () => {
            const { event } = eventPayload.parse(body);
            await handle({ teamId, event });
          })(),
        ),
      );
    }
  }

  // What no feature knows is acknowledged all the same, or the person would see it fail after three seconds.
  const unknown = (kind: string, name: string) => log.warn({ kind, name }, 'nobody handles this');
  app.command(allBut(known.commands), async ({ ack, command }) => {
    await ack();
    unknown('command', command.command);
  });
  app.action(allBut(known.actions), async ({ ack, action }) => {
    await ack();
    unknown('action', 'action_id' in action ? action.action_id : action.type);
  });
  app.view(allBut(known.submissions), async ({ ack, view }) => {
    await ack();
    unknown('view', view.callback_id);
  });
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack());

  app.error(async (error) => {
    const cause = error instanceof z.ZodError ? new Error('a payload that is not of the expected shape') : error;
    log.error({ error: cause }, 'a request from Slack failed');
  });

  return {
    app,
    idle: async () => {
      while (atWork.size > 0) await Promise.allSettled(atWork);
    },
  };
}

function toView(message: SlackMessage) {
  return {
    type: 'modal' as const,
    title: { type: 'plain_text' as const, text: 'Gong Connect' },
    close: { type: 'plain_text' as const, text: 'Close' },
    blocks: message.blocks,
  };
}

function allBut(names: ReadonlySet<string>): RegExp {
  const escaped = [...names].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^(?!(?:${escaped.join('|')})$)`);
}
