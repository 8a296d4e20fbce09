/** Lasting trouble with a service: slow, failing, rate limited, unreadable, until it is taken back. */

import type { Fault as ComposioFault } from '../composio/faults.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Fault as SlackFault } from '../slack/faults.ts';

const slackTroubles = {
  slow: { kind: 'delay', ms: 4_000 },
  failing: { kind: 'http', status: 503 },
  'rate limited': { kind: 'rate_limited', retryAfterSeconds: 15 },
} as const satisfies Record<string, SlackFault>;

const composioTroubles = {
  slow: { kind: 'delay', ms: 6_000 },
  failing: { kind: 'http', status: 500 },
  'rate limited': { kind: 'rate_limited', retryAfterSeconds: 15 },
  'answering HTML': { kind: 'html' },
  'refusing the key': {
    kind: 'http',
    status: 401,
    body: { error: { message: 'Invalid API key', code: 10401, slug: 'HTTP_Unauthorized', status: 401 } },
  },
} as const satisfies Record<string, ComposioFault>;

/** Trouble of Composio's that only sharing runs into. */
const refusingToShare = 'refusing shared connections';

export type Service = 'slack' | 'composio';

/** What a service can be in, the first being none. */
export const troubles: Readonly<Record<Service, readonly string[]>> = {
  slack: ['none', ...Object.keys(slackTroubles)],
  composio: ['none', ...Object.keys(composioTroubles), refusingToShare],
};

export interface Trouble {
  now(): Record<Service, string>;
  /** Sets what every request to a service runs into; an unknown name means none. */
  set(service: Service, name: string): void;
}

/** No trouble yet. */
export function createTrouble({ slack, composio }: Pick<Sandbox, 'slack' | 'composio'>): Trouble {
  const current: Record<Service, string> = { slack: 'none', composio: 'none' };
  const order: Record<Service, (name: string) => void> = {
    slack: (name) => {
      slack.faults.clear();
      const fault = Object.entries(slackTroubles).find(([known]) => known === name)?.[1];
      if (fault) slack.faults.add('*', fault, Number.POSITIVE_INFINITY);
    },
    composio: (name) => {
      composio.faults.clear();
      composio.switches.sharedConnections = name === refusingToShare ? 'refused' : 'offered';
      const fault = Object.entries(composioTroubles).find(([known]) => known === name)?.[1];
      if (fault) composio.faults.add('*', fault, Number.POSITIVE_INFINITY);
    },
  };
  return {
    now: () => ({ ...current }),
    set: (service, name) => {
      current[service] = troubles[service].includes(name) ? name : 'none';
      order[service](current[service]);
    },
  };
}
