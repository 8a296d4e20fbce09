/** Composes the messages of a relay from what it is when they are delivered. */

import type { Composer, Outside, SlackMessage } from '../ports.ts';
import type { Relay } from '../stores/relays.ts';
import { buildProgress, buildRequest, buildResult } from './messages.ts';

export const relayResultKind = 'relay_result';

/** Nobody is asked for what is over before they have heard of it. */
export function composeRequest({ store }: Pick<Outside, 'store'>): Composer {
  return compose(store, (relay, isShown) => (relay.endedAt !== null && !isShown ? 'moot' : buildRequest(relay)));
}

export function composeProgress({ store }: Pick<Outside, 'store'>): Composer {
  return compose(store, buildProgress);
}

function compose(store: Outside['store'], build: (relay: Relay, isShown: boolean) => SlackMessage | 'moot'): Composer {
  return async (message) => {
    const relay = await store.relay(message.teamId, message.subject);
    return relay ? build(relay, message.ts !== null) : 'moot';
  };
}

export const composeRelayResult: Composer = async (message) => buildResult(String(message.data.words));
