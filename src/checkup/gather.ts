/** Asks everybody whom "Check setup" needs to hear, all at once, and waits for nobody for long. */

import { verifyNow } from '../connect/verify.ts';
import { BotError, ComposioError, SlackError } from '../errors.ts';
import type { SavedSetup } from '../model.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender } from '../routes.ts';
import { isInUse } from '../setup/save.ts';
import type { Asked, Findings, Ping } from './findings.ts';

const answerWithinMs = 12_000;

export interface CheckupGiven {
  publicUrl: string | null;
  hasWebhookSecret: boolean;
  ping: Ping;
  checkIntervalMs: number;
  slackApiUrl: string;
  /** This machine's clock, in Unix milliseconds: what signatures are measured by. */
  machineNow: () => number;
  /** One look at an address of the web, and the beginning of its text; rejects when it does not answer. */
  lookAt: (url: string) => Promise<{ status: number; dateMs: number | null; text: string }>;
}

/** @param sender their own connection is tried rather than somebody else's */
export async function gather(
  outside: Outside,
  given: CheckupGiven,
  sender: Sender,
  setup: SavedSetup,
): Promise<Findings> {
  const { store, slack, connections, clock } = outside;
  const { teamId } = sender;
  const { publicUrl, hasWebhookSecret, ping, checkIntervalMs, lookAt } = given;
  const ask = <T>(work: () => Promise<T>): Promise<Asked<T>> => askInTime(outside, work);

  const asked = {
    key: ask(() => connections.keyInfo(teamId)),
    authConfig: ask(() => connections.authConfig(teamId, setup.authConfigId)),
    isPaused: ask(async () => (await store.openPause(teamId)) !== null),
    probe: ask(() => tryConnection(outside, sender)),
    reached: ask(async () => (publicUrl === null ? null : lookAt(`${publicUrl}${ping.path}`))),
    subscription: ask(() => connections.webhookSubscription(teamId)),
    lastDeliveryAt: ask(() => store.lastHintAt(teamId)),
    slackScopes: ask(async () => (await slack.identify()).scopes),
    clockAheadMs: ask(() => clockAhead(given)),
    database: ask(async () => {
      await store.check();
      return true as const;
    }),
    sweptAt: ask(async () => (await store.lastCompleteSweep(teamId, setup.authConfigId))?.beganAt ?? null),
    isInUse: ask(() => isInUse(outside, teamId, setup.id)),
  };
  const mode = await ask(() => store.connectionMode(teamId));
  return {
    setup,
    mode: mode.isAnswered ? mode.answer : null,
    checkedBy: sender.slackUserId,
    publicUrl,
    hasWebhookSecret,
    ping,
    checkIntervalMs,
    key: await asked.key,
    authConfig: await asked.authConfig,
    isPaused: await asked.isPaused,
    probe: await asked.probe,
    reached: await asked.reached,
    subscription: await asked.subscription,
    lastDeliveryAt: await asked.lastDeliveryAt,
    slackScopes: await asked.slackScopes,
    clockAheadMs: await asked.clockAheadMs,
    database: await asked.database,
    sweptAt: await asked.sweptAt,
    isInUse: await asked.isInUse,
    checkedAt: clock.now(),
  };
}

async function askInTime<T>({ clock, log }: Pick<Outside, 'clock' | 'log'>, work: () => Promise<T>): Promise<Asked<T>> {
  const silence: Asked<T> = { isAnswered: false, why: 'there was no answer in time.', code: 'slow' };
  return Promise.race([
    work().then(
      (answer): Asked<T> => ({ isAnswered: true, answer }),
      (error: unknown): Asked<T> => {
        log.warn({ error }, 'a part of the setup could not be checked');
        return { isAnswered: false, why: inWords(error), code: codeOf(error) };
      },
    ),
    pause(clock, answerWithinMs).then(() => silence),
  ]);
}

/** What somebody can read; an unexpected error's own words may hold anything and stay in the log. */
function inWords(error: unknown): string {
  return error instanceof BotError ? error.message : 'there was no answer that could be understood.';
}

function codeOf(error: unknown): string {
  if (error instanceof ComposioError) return error.failure;
  if (error instanceof SlackError) return error.slackError;
  return error instanceof BotError ? error.code : 'failed';
}

/** One cheap Gong call through a connection that counts as working, within the day's budget. */
async function tryConnection(
  outside: Outside,
  { teamId, slackUserId }: Sender,
): Promise<{ outcome: Awaited<ReturnType<typeof verifyNow>> | 'paused'; owner: string } | null> {
  const connection = await outside.store.connectionToTry(teamId, slackUserId);
  if (connection === null) return null;
  // A call that fails because of the pause would be taken for how the connection is.
  if (await outside.store.openPause(teamId)) return { outcome: 'paused', owner: connection.owner };
  return { outcome: await verifyNow(outside, connection, true), owner: connection.owner };
}

async function clockAhead({ machineNow, lookAt, slackApiUrl }: CheckupGiven): Promise<number | null> {
  const askedAt = machineNow();
  const { dateMs } = await lookAt(`${slackApiUrl}api.test`);
  const answeredAt = machineNow();
  // The header tells whole seconds, half of one off on average.
  return dateMs === null ? null : (askedAt + answeredAt) / 2 - (dateMs + 500);
}
