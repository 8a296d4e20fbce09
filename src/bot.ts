/** The bot: adapters, features and the HTTP server put together, started, and stopped. */

import type { SocketModeReceiver } from '@slack/bolt';
import { systemClock } from './adapters/clock.ts';
import { createConnections } from './adapters/composio/connections.ts';
import { systemIdentity } from './adapters/identity.ts';
import { createLog } from './adapters/log.ts';
import { createMetrics } from './adapters/metrics.ts';
import { createProcessIdentity } from './adapters/process.ts';
import { toSlackError } from './adapters/slack/failures.ts';
import { createHttpReceiver, createSocketModeReceiver } from './adapters/slack/receivers.ts';
import { sdkLogger } from './adapters/slack/sdk-log.ts';
import { createSlack } from './adapters/slack/slack.ts';
import { openStore } from './adapters/sqlite/store.ts';
import { alertRoutes } from './alerts/alerts.ts';
import { type BoltApp, createApp } from './app.ts';
import { connectRoutes } from './connect/connect.ts';
import { createHome } from './home/home.ts';
import { createHealth } from './operations/health.ts';
import { startHttpServer } from './operations/http-server.ts';
import { createLease, type HeldLease } from './operations/lease.ts';
import { operationsRoutes } from './operations/routes.ts';
import { identify } from './operations/slack-session.ts';
import { startSocket } from './operations/socket-start.ts';
import { type Clock, type Log, type Outside, pause, type SlackIdentity } from './ports.ts';
import type { Settings } from './settings.ts';
import { setupRoutes } from './setup/setup.ts';
import { callbackPage } from './watch/callback.ts';
import { buildCallbackPage } from './watch/callback-page.ts';
import { memberRoutes } from './watch/members.ts';
import { startWorkers, type Workers } from './workers.ts';

export interface Bot {
  /** Where the HTTP server listens. */
  readonly port: number;
  /** Resolves when listeners are on; rejects when Slack refuses a token. */
  readonly ready: Promise<void>;
  readonly log: Log;
  /** No new work; what is in hand is finished or left safely on disk. Calling it twice waits for the same end. */
  stop(): Promise<void>;
}

/** Contract: the process ends within 10 s of a signal. */
const finishWithinMs = 7_000;
const closeServerWithinMs = 1_500;

/**
 * Starts the bot. The HTTP server is up when this resolves; Slack may still be on its way (`ready`).
 * @throws DatabaseUnusable, or the server's error when its address is taken
 */
export async function startBot(settings: Settings, clock: Clock): Promise<Bot> {
  const secrets = [
    settings.slack.botToken,
    settings.slack.appToken,
    settings.slack.signingSecret,
    settings.composio.apiKey,
    settings.composio.webhookSecret,
  ].filter((secret) => secret !== null);
  const log = createLog(settings.logLevel, secrets);
  const metrics = createMetrics();
  const store = openStore(settings.databasePath);
  const outside: Outside = {
    clock,
    log,
    metrics,
    identity: systemIdentity,
    store,
    slack: createSlack(settings.slack, metrics, log, (ms) => pause(clock, ms)),
    connections: createConnections(settings.composio, metrics, clock.now),
  };
  const { receiver, isConnected } = createReceiver(settings, log);
  const health = createHealth(outside, isConnected);
  const running: { identity?: SlackIdentity; workers?: Workers; bolt?: BoltApp; lease?: HeldLease } = {};

  const server = await startHttpServer(
    clock,
    settings,
    operationsRoutes(outside, {
      health,
      metrics,
      slackEvents:
        'requestListener' in receiver ? (request, response) => receiver.requestListener(request, response) : null,
      webhookSecret: settings.composio.webhookSecret,
      teamId: () => running.identity?.teamId ?? null,
      // A signature's age is real time, whatever the bot's clock says.
      nowSeconds: () => Math.floor(systemClock.now() / 1000),
      onHint: () => running.workers?.nudge(),
      callbackPage: async (nonce) => {
        const { identity, workers } = running;
        if (!identity || !workers) return buildCallbackPage(null, 'https://slack.com/');
        return callbackPage(outside, workers.follower, { ...identity, nonce });
      },
    }),
    (error, path) => log.error({ error, path }, 'an HTTP request failed'),
  ).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  log.info({ port: server.port, mode: settings.slack.appToken === null ? 'http' : 'socket' }, 'the HTTP server is up');

  const processIdentity = createProcessIdentity();

  const begin = async (): Promise<void> => {
    const identity = await identify(outside, health.isStopping);
    if (!identity) return;
    running.identity = identity;
    const { teamId } = identity;
    const lease = createLease(outside, { ...processIdentity, onTaken: () => running.workers?.nudge() });
    running.lease = lease;
    await lease.take();
    const home = createHome(outside);
    const workers = startWorkers(outside, {
      teamId,
      lease,
      settings,
      onChanged: (slackUserId) => home.refresh(teamId, slackUserId),
    });
    running.workers = workers;
    metrics.readFrom({
      connectionsByState: () => store.countByState(teamId),
      messagesOwed: () => store.owedCounts(teamId),
      lastCompleteSweepAt: async () => {
        const setup = await store.savedSetup(teamId);
        return setup ? ((await store.lastCompleteSweep(teamId, setup.authConfigId))?.beganAt ?? null) : null;
      },
      now: clock.now,
    });
    const shared = { admins: settings.admins, nudge: workers.nudge };
    running.bolt = createApp(outside, {
      receiver,
      logger: sdkLogger(log, 'bolt'),
      identity,
      botToken: settings.slack.botToken,
      routes: [
        setupRoutes(outside, { ...shared, redirectUri: settings.redirectUri }),
        connectRoutes(outside, shared),
        alertRoutes(outside, shared),
        memberRoutes(outside, { onChanged: workers.nudge }),
        home.routes,
      ],
      afterAction: home.refresh,
    });
    const isSocketMode = !('requestListener' in receiver);
    if (isSocketMode) await startSocket(() => receiver.start(), toSlackError);
    health.listening();
    log.info({ teamId }, 'ready');
  };

  const end = async (): Promise<void> => {
    health.stopping();
    log.info({}, 'stopping');
    const finished = (async () => {
      await running.bolt?.idle();
      if (!('requestListener' in receiver)) await receiver.stop();
      await running.workers?.stop();
      await running.lease?.stop();
    })();
    await Promise.race([finished, pause(clock, finishWithinMs)]);
    await server.stop(closeServerWithinMs);
    processIdentity.retire();
    await store.close();
    log.info({}, 'stopped');
  };

  let ending: Promise<void> | null = null;
  return {
    port: server.port,
    ready: begin(),
    log,
    stop: () => {
      ending ??= end();
      return ending;
    },
  };
}

function createReceiver(settings: Settings, log: Log) {
  const { appToken, signingSecret, apiUrl } = settings.slack;
  if (appToken === null) return { receiver: createHttpReceiver(signingSecret ?? '', log), isConnected: () => true };
  const receiver: SocketModeReceiver = createSocketModeReceiver({ appToken, apiUrl }, log);
  let isConnected = false;
  receiver.client.on('connected', () => {
    isConnected = true;
  });
  for (const event of ['close', 'disconnected', 'reconnecting'] as const) {
    receiver.client.on(event, () => {
      isConnected = false;
    });
  }
  return { receiver, isConnected: () => isConnected };
}
