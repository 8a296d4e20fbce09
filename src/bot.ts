/** The bot: adapters, features and the HTTP server put together, started, and stopped. */

import type { RequestListener } from 'node:http';
import type { Receiver } from '@slack/bolt';
import { systemClock } from './adapters/clock.ts';
import type { ComposioPatience } from './adapters/composio/client.ts';
import { createConnections } from './adapters/composio/connections.ts';
import { systemIdentity } from './adapters/identity.ts';
import { createLog } from './adapters/log.ts';
import { createMetrics } from './adapters/metrics.ts';
import { createProcessIdentity } from './adapters/process.ts';
import { createHttpReceiver, createSlackSocket } from './adapters/slack/receivers.ts';
import { sdkLogger } from './adapters/slack/sdk-log.ts';
import { createSlack } from './adapters/slack/slack.ts';
import { openStore } from './adapters/sqlite/store.ts';
import { lookAt } from './adapters/web.ts';
import { createAdminGuard } from './admins/guard.ts';
import { alertRoutes } from './alerts/alerts.ts';
import { type BoltApp, createApp } from './app.ts';
import { auditRoutes } from './audit/audit.ts';
import { checkupRoutes } from './checkup/checkup.ts';
import { changeUrlRoutes } from './company/change-url.ts';
import { companyRoutes } from './company/mode.ts';
import { companyOutageRoutes } from './company/outage-buttons.ts';
import { createCompanyUse } from './company/use.ts';
import { connectRoutes } from './connect/connect.ts';
import { verifyNow } from './connect/verify.ts';
import { createHome, type Home } from './home/home.ts';
import { incidentRoutes } from './incidents/incidents.ts';
import { noticeRoutes } from './incidents/notices.ts';
import { invitationRoutes } from './invitations/invitations.ts';
import { companyOwner } from './model.ts';
import { createHealth } from './operations/health.ts';
import { startHttpServer } from './operations/http-server.ts';
import { createLease, type HeldLease } from './operations/lease.ts';
import { pingAnswer, pingName, pingPath } from './operations/ping.ts';
import { operationsRoutes } from './operations/routes.ts';
import { identify } from './operations/slack-session.ts';
import { createSocketSession, type SocketSession } from './operations/socket-session.ts';
import { pauseRoutes } from './pause/pause.ts';
import { type Clock, type Log, type Outside, pause, type SlackIdentity } from './ports.ts';
import { reconnectRoutes } from './reconnects/reconnects.ts';
import { createConsent } from './relay/consent.ts';
import { relayRoutes } from './relay/relay.ts';
import { removeRoutes } from './remove/remove.ts';
import { rosterRoutes } from './roster/roster.ts';
import { rotationRoutes } from './rotation/rotation.ts';
import { scopeChangeRoutes } from './scope-changes/changes.ts';
import { secretPageRoutes } from './secret-page/routes.ts';
import { createSecretPages } from './secret-page/secret-pages.ts';
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
 * @param patience how long Composio is waited for; left out: the usual
 * @throws DatabaseUnusable, or the server's error when its address is taken
 */
export async function startBot(settings: Settings, clock: Clock, patience?: ComposioPatience): Promise<Bot> {
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
    slack: createSlack(settings.slack, metrics, log, clock),
    connections: createConnections(settings.composio, metrics, clock.now, patience),
  };
  const pages = createSecretPages(outside, settings);
  const { receiver, slackEvents, socket } = createTransport(settings, outside);
  const ping = { path: pingPath, name: pingName, answer: pingAnswer(systemIdentity.nonce()) };
  const running: { identity?: SlackIdentity; workers?: Workers; bolt?: BoltApp; lease?: HeldLease; home?: Home } = {};
  const health = createHealth(outside, {
    isConnected: () => socket?.isConnected() ?? true,
    isDeliveryRefused: () => running.workers?.outbox.isTokenRefused() ?? false,
  });

  const server = await startHttpServer(
    clock,
    settings,
    operationsRoutes(outside, {
      health,
      pages,
      metrics,
      slackEvents,
      webhookSecret: settings.composio.webhookSecret,
      teamId: () => running.identity?.teamId ?? null,
      // A signature's age is real time, whatever the bot's clock says.
      nowSeconds: () => Math.floor(systemClock.now() / 1000),
      onHint: () => running.workers?.nudge(),
      pingAnswer: ping.answer,
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
    if (!identity || health.isStopping()) return;
    running.identity = identity;
    const { teamId } = identity;
    const lease = createLease(outside, { ...processIdentity, onTaken: () => running.workers?.nudge() });
    running.lease = lease;
    await lease.take();
    if (health.isStopping()) return;
    const home = createHome(outside, { teamId, admins: settings.admins });
    running.home = home;
    const workers = startWorkers(outside, {
      teamId,
      lease,
      settings,
      onChanged: home.refresh,
    });
    running.workers = workers;
    metrics.readFrom({
      connectionsByState: () => store.countByState(teamId),
      grantsByState: () => store.countGrants(teamId),
      companyState: async () => (await store.companyStatus(teamId)).connection?.state ?? null,
      messagesOwed: () => store.owedCounts(teamId),
      lastCompleteSweepAt: async () => {
        const setup = await store.savedSetup(teamId);
        return setup ? ((await store.lastCompleteSweep(teamId, setup.authConfigId))?.beganAt ?? null) : null;
      },
      now: clock.now,
    });
    const shared = { admins: settings.admins, nudge: workers.nudge };
    const guard = createAdminGuard(outside, settings.admins);
    const consent = createConsent(outside, shared);
    const onSetupChanged = (): void => {
      workers.nudge();
      home.refreshSetup().catch((error: unknown) => log.warn({ error }, 'the Home tabs are not up to date'));
    };
    running.bolt = createApp(outside, {
      receiver,
      logger: sdkLogger(log, 'bolt'),
      identity,
      botToken: settings.slack.botToken,
      routes: [
        setupRoutes(outside, {
          ...shared,
          pages,
          redirectUri: settings.redirectUri,
          nudge: onSetupChanged,
        }),
        invitationRoutes(outside, { ...shared, watchBatch: workers.watchBatch }),
        connectRoutes(outside, { ...shared, company: createCompanyUse(outside, shared) }),
        changeUrlRoutes(outside, { guard, nudge: workers.nudge }),
        companyRoutes(outside, {
          guard,
          verify: (connection) => verifyNow(outside, { teamId, ...connection }, true),
          nudge: workers.nudge,
          onModeChanged: () => home.refresh(companyOwner),
          renewForColleague: consent.renew,
        }),
        companyOutageRoutes(outside, { guard, sweepSoon: workers.sweepNow, nudge: workers.nudge }),
        alertRoutes(outside, shared),
        memberRoutes(outside, { onChanged: workers.nudge }),
        auditRoutes(outside, { guard }),
        checkupRoutes(outside, {
          guard,
          publicUrl: settings.publicUrl,
          hasWebhookSecret: settings.composio.webhookSecret !== null,
          ping,
          checkIntervalMs: settings.checkIntervalMs,
          slackApiUrl: settings.slack.apiUrl,
          machineNow: systemClock.now,
          lookAt,
          sweepNow: workers.sweepNow,
        }),
        incidentRoutes(outside, {
          guard,
          watch: workers.incidents,
          reminderDelayMs: settings.reminderDelaysMs[0] ?? null,
          nudge: workers.nudge,
        }),
        noticeRoutes(outside, { guard, nudge: workers.nudge }),
        pauseRoutes(outside, {
          guard,
          onResumed: workers.sweepNow,
          onChanged: () => home.refresh(companyOwner),
        }),
        removeRoutes(outside, { guard, onRemoved: onSetupChanged }),
        secretPageRoutes(),
        relayRoutes(outside, { ...shared, pages, consent }),
        reconnectRoutes(outside, { guard, nudge: workers.nudge, live: workers.live }),
        scopeChangeRoutes(outside, { ...shared, guard, live: workers.live }),
        rotationRoutes(outside, { guard, nudge: workers.nudge, live: workers.live, pages }),
        rosterRoutes(outside, { guard, nudge: workers.nudge, home }),
        home.routes,
      ],
      afterAction: (_teamId, slackUserId) => home.refresh(slackUserId),
      isStopping: health.isStopping,
    });
    await socket?.start();
    if (health.isStopping()) return;
    health.listening();
    log.info({ teamId }, 'ready');
  };

  const end = async (): Promise<void> => {
    health.stopping();
    log.info({}, 'stopping');
    running.home?.stop();
    // Nothing new is begun from here on; what is in hand goes on side by side, and some of it may wait for a slow Slack.
    const finished = Promise.all([running.bolt?.idle(), running.workers?.stop()]);
    await Promise.race([finished, pause(clock, finishWithinMs)]);
    // The socket carried the last acknowledgements.
    socket?.stop();
    await running.lease?.stop();
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

interface Transport {
  receiver: Receiver;
  /** Of HTTP mode. */
  slackEvents: RequestListener | null;
  /** Of Socket Mode. */
  socket: SocketSession | null;
}

function createTransport(settings: Settings, { clock, log }: Pick<Outside, 'clock' | 'log'>): Transport {
  const { appToken, signingSecret, apiUrl } = settings.slack;
  if (appToken === null) {
    const receiver = createHttpReceiver(signingSecret ?? '', log);
    return {
      receiver,
      slackEvents: (request, response) => receiver.requestListener(request, response),
      socket: null,
    };
  }
  const socket = createSlackSocket({ appToken, apiUrl }, log);
  return { receiver: socket.receiver, slackEvents: null, socket: createSocketSession({ clock, log }, socket) };
}
