/** One call of Slack's Web API: counted, bounded in time, never retried behind our back; and lists that come in pages. */

import { webApi } from '@slack/bolt';
import { SlackError } from '../../errors.ts';
import { type Clock, type Log, type Metrics, pause } from '../../ports.ts';
import { toSlackError } from './failures.ts';
import { sdkLogger } from './sdk-log.ts';

/** While somebody waits with a trigger ID that lives three seconds. */
const hurriedTimeoutMs = 2_500;
export const patientTimeoutMs = 10_000;
/** When a 429 does not say how long. */
const usualWaitMs = 30_000;
/** A page that Slack refuses more often than this is given up, and the list with it. */
const mostWaitsForAPage = 5;

type Args = Readonly<Record<string, unknown>>;
type Shape<T> = { parse(answer: unknown): T };

/** What the answer holds, read by `shape`. Fails with a SlackError. */
type Call = <T>(method: string, args: Args, shape: Shape<T>) => Promise<T>;

export interface WebCalls {
  /** For somebody who waits with a trigger ID. */
  hurried: Call;
  patient: Call;
  /**
   * Every item of a list, page after page. When Slack asks for a pause, that is kept, and the list goes on where it was.
   * @param betweenPagesMs what the method's rate limit asks for
   */
  allPages<T>(
    method: string,
    args: Args,
    page: Shape<{ items: readonly T[]; nextCursor: string | undefined }>,
    betweenPagesMs: number,
  ): Promise<T[]>;
}

export function createWebCalls(
  settings: { botToken: string; apiUrl: string },
  metrics: Metrics,
  log: Log,
  clock: Pick<Clock, 'after'>,
): WebCalls {
  const within = (timeout: number): Call => {
    const client = new webApi.WebClient(settings.botToken, {
      slackApiUrl: settings.apiUrl,
      timeout,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: sdkLogger(log, 'slack_web_api'),
    });
    return async (method, args, shape) => read(shape, await send(client, method, args));
  };

  const send = async (client: webApi.WebClient, method: string, args: Args): Promise<unknown> => {
    try {
      const answer = await client.apiCall(method, args);
      metrics.slackCalled(method, 'ok');
      return answer;
    } catch (error) {
      const failure = toSlackError(error);
      metrics.slackCalled(method, failure.slackError);
      throw failure;
    }
  };

  const patient = within(patientTimeoutMs);
  /** One page, once Slack gives it out. */
  const page = async <T>(method: string, args: Args, shape: Shape<T>): Promise<T> => {
    for (let waits = 0; ; waits += 1) {
      try {
        return await patient(method, args, shape);
      } catch (error) {
        const isLimited = error instanceof SlackError && error.slackError === 'ratelimited';
        if (!isLimited || waits >= mostWaitsForAPage) throw error;
        await pause(clock, error.retryAfterMs ?? usualWaitMs);
      }
    }
  };
  const allPages: WebCalls['allPages'] = async <T>(
    method: string,
    args: Args,
    shape: Shape<{ items: readonly T[]; nextCursor: string | undefined }>,
    betweenPagesMs: number,
  ) => {
    const found: T[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await page(method, { ...args, ...(cursor ? { cursor } : {}) }, shape);
      found.push(...items);
      cursor = nextCursor;
      if (cursor) await pause(clock, betweenPagesMs);
    } while (cursor);
    return found;
  };
  return { hurried: within(hurriedTimeoutMs), patient, allPages };
}

function read<T>(shape: Shape<T>, answer: unknown): T {
  try {
    return shape.parse(answer);
  } catch (cause) {
    throw new SlackError('unreadable', { isOutcomeUnknown: true }, { cause });
  }
}
