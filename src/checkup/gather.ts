/** Asks everybody whom "Check setup" needs to hear, all at once, and waits for nobody for long. */

import { verifyNow } from '../connect/verify.ts';
import { BotError, ComposioError, SlackError } from '../errors.ts';
import type { SavedSetup } from '../model.ts';
import { type Outside, pause } from '../ports.ts';
import type { Sender } from '../routes.ts';
import type { Asked, Findings } from './findings.ts';

const answerWithinMs = 12_000;

export interface CheckupGiven {
  publicUrl: string | null;
  hasWebhookSecret: boolean;
  checkIntervalMs: number;
  slackApiUrl: string;
  /** This machine's clock, in Unix milliseconds: what signatures are measured by. */
  machineNow: () => number;
  /** One look at an address of the web; rejects when it does not answer. */
  lookAt: (url: string) => Promise<{ status: number; dateMs: number | null }>;
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
  const ask = <T>(work: () => Promise<T>): Promise<Asked<T>> => askInTime(outside, work);

  const [key, authConfig, probe, reached, subscription, slackScopes, clockAheadMs, database, lastSweep, mode] =
    await Promise.all([
      ask(() => connections.keyInfo(teamId)),
      ask(() => connections.authConfig(teamId, setup.authConfigId)),
      ask(() => tryConnection(outside, sender)),
      ask(async () => (given.publicUrl === null ? null : (await given.lookAt(`${given.publicUrl}/healthz`)).status)),
      ask(() => connections.webhookSubscription(teamId)),
      ask(async () => (await slack.identify()).scopes),
      ask(() => clockAhead(given)),
      ask(async () => {
        await store.check();
        return true as const;
      }),
      store.lastCompleteSweep(teamId, setup.authConfigId),
      store.connectionMode(teamId),
    ]);
  return {
    setup,
    mode,
    checkedAt: clock.now(),
    key,
    authConfig,
    probe,
    publicUrl: given.publicUrl,
    hasWebhookSecret: given.hasWebhookSecret,
    reached,
    subscription,
    slackScopes,
    sweptAt: lastSweep?.beganAt ?? null,
    checkIntervalMs: given.checkIntervalMs,
    clockAheadMs,
    database,
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
  return error instanceof SlackError ? error.slackError : 'failed';
}

/** One cheap Gong call through a connection that counts as working, within the day's budget. */
async function tryConnection(
  outside: Outside,
  { teamId, slackUserId }: Sender,
): Promise<Awaited<ReturnType<typeof verifyNow>> | null> {
  const connection = await outside.store.connectionToTry(teamId, slackUserId);
  return connection === null ? null : verifyNow(outside, connection, true);
}

async function clockAhead({ machineNow, lookAt, slackApiUrl }: CheckupGiven): Promise<number | null> {
  const askedAt = machineNow();
  const { dateMs } = await lookAt(`${slackApiUrl}api.test`);
  const answeredAt = machineNow();
  // The header tells whole seconds, half of one off on average.
  return dateMs === null ? null : (askedAt + answeredAt) / 2 - (dateMs + 500);
}
