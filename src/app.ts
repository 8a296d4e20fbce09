/** One Bolt app: every feature's routes attached, and one place where what nobody caught ends. */

import { App, type Logger, type Receiver } from '@slack/bolt';
import { z } from 'zod';
import { type Ack, type Arrival, createHandlers } from './handlers.ts';
import type { Outside, SlackIdentity } from './ports.ts';
import type { Routes } from './routes.ts';

export interface BoltApp {
  /** Resolves when nothing is being worked on. */
  idle(): Promise<void>;
}

/**
 * Builds the app. Requests of another team than the token's are refused.
 * @param afterAction told who typed a command or pressed something, when that is done
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
    isStopping: () => boolean;
  },
): BoltApp {
  const { log } = outside;
  const { teamId, botId, botUserId } = given.identity;
  const app = new App({
    receiver: given.receiver,
    authorize: async (source) => {
      if (source.teamId !== teamId) throw new Error('a request of another team');
      return { botToken: given.botToken, botId, botUserId, teamId };
    },
    logger: given.logger,
    convoStore: false,
  });

  // Unanswered, Slack tells the person, or sends an event again.
  app.use(async ({ next }) => {
    if (!given.isStopping()) await next();
  });

  const atWork = new Set<Promise<void>>();
  const tracked =
    (handle: (arrival: Arrival) => Promise<void>) =>
    ({ body, ack }: { body: unknown; ack?: unknown }): Promise<void> => {
      const work = handle({ body, ack: ack as Ack }).finally(() => atWork.delete(work));
      atWork.add(work);
      return work;
    };

  attach(app, given.routes, createHandlers(outside, { teamId, afterAction: given.afterAction }), tracked);
  acknowledgeTheRest(app, given.routes, (kind, name) => log.warn({ kind, name }, 'nobody handles this'));

  app.error(async (error) => {
    // What does not fit may hold anything, secrets included.
    const cause = error instanceof z.ZodError ? new Error('a payload that is not of the expected shape') : error;
    log.error({ error: cause }, 'a request from Slack failed');
  });

  return {
    idle: async () => {
      while (atWork.size > 0) await Promise.allSettled(atWork);
    },
  };
}

function attach(
  app: App,
  routes: readonly Routes[],
  handlers: ReturnType<typeof createHandlers>,
  tracked: (handle: (arrival: Arrival) => Promise<void>) => (args: { body: unknown; ack?: unknown }) => Promise<void>,
): void {
  for (const { commands = {}, actions = {}, options = {}, submissions = {}, events = {} } of routes) {
    for (const [name, handle] of Object.entries(commands)) app.command(name, tracked(handlers.command(name, handle)));
    for (const [name, handle] of Object.entries(actions)) app.action(name, tracked(handlers.action(name, handle)));
    for (const [name, handle] of Object.entries(options)) app.options(name, tracked(handlers.options(name, handle)));
    for (const [name, handle] of Object.entries(submissions)) {
      app.view(name, tracked(handlers.submission(name, handle)));
    }
    for (const [name, handle] of Object.entries(events)) app.event(name, tracked(handlers.event(handle)));
  }
}

/** What no feature knows is acknowledged all the same, or the person would see it fail after three seconds. */
function acknowledgeTheRest(app: App, routes: readonly Routes[], unknown: (kind: string, name: string) => void): void {
  const allBut = (kind: 'commands' | 'actions' | 'options' | 'submissions'): RegExp => {
    const names = routes.flatMap((one) => Object.keys(one[kind] ?? {}));
    const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    return new RegExp(`^(?!(?:${escaped.join('|')})$)`);
  };
  app.command(allBut('commands'), async ({ ack, command }) => {
    await ack({ response_type: 'ephemeral', text: 'This app does not know that command. Try `/gong-connect help`.' });
    unknown('command', command.command);
  });
  app.action(allBut('actions'), async ({ ack, action }) => {
    await ack();
    unknown('action', 'action_id' in action ? action.action_id : action.type);
  });
  app.options(allBut('options'), async ({ ack, payload }) => {
    await ack({ options: [] });
    unknown('options', payload.action_id);
  });
  app.view(allBut('submissions'), async ({ ack, view }) => {
    await ack();
    unknown('view', view.callback_id);
  });
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack());
}
