/** How the bot finds out whether its public address leads to itself: an answer that no other process gives. */

import type { HttpRoute } from './http-server.ts';

/** Below the path that a reverse proxy passes for Composio's sake: what reaches this reaches the webhook. */
export const pingPath = '/composio/ping';
/** What every process of this bot begins its answer with. */
export const pingName = 'gong-connect';

/** @param nonce of this process alone, made when it starts; nothing can be done with it */
export function pingAnswer(nonce: string): string {
  return `${pingName} ${nonce}`;
}

export function pingRoute(answer: string): HttpRoute {
  return { method: 'GET', path: pingPath, handle: async () => ({ status: 200, body: answer }) };
}
