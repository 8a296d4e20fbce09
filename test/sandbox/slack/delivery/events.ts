/** The Events API: envelopes, three retries, and the handshake that proves a request URL. */

import { isObject, type JsonObject, stringOf } from '../json.ts';
import { userJson } from '../people.ts';
import type { Platform } from '../platform.ts';
import { viewJson } from '../views/view-json.ts';
import { signedHeaders } from './http-transport.ts';
import { verificationToken } from './payload-parts.ts';

/** Pauses before the retries, in milliseconds. */
const retryPausesMs = [0, 60_000, 300_000];

const scopeOfEvent: Record<string, string> = { user_change: 'users:read', team_join: 'users:read' };

function envelope(event: JsonObject, platform: Platform): JsonObject {
  const { team, bot } = platform.workspace;
  const eventId = platform.ids.next('Ev');
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(platform.clock.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
}

/** Sends one payload until it is acknowledged, refused for good, or has failed four times; `first` hears of try one. */
async function deliver(payload: JsonObject, platform: Platform, first: (acked: boolean) => void): Promise<void> {
  let late = false;
  let reason = '';
  for (let number = 0; number <= retryPausesMs.length; number += 1) {
    const pause = retryPausesMs[number - 1];
    if (pause) await new Promise<void>((resolve) => platform.clock.after(pause, resolve));
    if (late) return;
    const onLateAck = (): void => {
      late = platform.settings.lateAcksCount;
    };
    const retry = { number, reason };
    const ack = await platform.deliveries.send({
      kind: 'events_api',
      payload,
      acceptsPayload: false,
      retry,
      onLateAck,
    });
    if (number === 0) first(ack.acked);
    if (ack.acked || ack.noRetry) return;
    reason = ack.reason === 'not_connected' ? 'connection_failed' : ack.reason;
  }
}

/**
 * Tells the bot about an event when it is subscribed and has the scope. Resolves once the first try is over, true when
 * it was acknowledged; the three retries go on by themselves, on the sandbox's clock.
 */
export function deliverEvent(event: JsonObject, platform: Platform): Promise<boolean> {
  const type = stringOf(event.type);
  const { manifest, scopes } = platform.settings;
  const scope = scopeOfEvent[type];
  const wanted = manifest.events.includes(type) && (scope === undefined || scopes.includes(scope));
  if (!wanted) return Promise.resolve(false);
  const payload = envelope({ ...event, event_ts: platform.ids.ts() }, platform);
  return new Promise((resolve, reject) => {
    deliver(payload, platform, resolve).catch(reject);
  });
}

/** `app_home_opened`, as every opening of either tab sends it. */
export function homeOpened(userId: string, tab: 'home' | 'messages', platform: Platform): Promise<boolean> {
  const home = platform.views.homeOf(userId);
  return deliverEvent(
    {
      type: 'app_home_opened',
      user: userId,
      channel: platform.workspace.openDm(userId).id,
      tab,
      ...(home && tab === 'home' ? { view: viewJson(home, platform.workspace) } : {}),
    },
    platform,
  );
}

/** `user_change` or `team_join` about a person as they are now. */
export function personEvent(type: 'user_change' | 'team_join', userId: string, platform: Platform): Promise<boolean> {
  const person = platform.workspace.people.get(userId);
  if (!person) throw new Error(`nobody here has the ID ${userId}`);
  const withEmail = platform.settings.scopes.includes('users:read.email');
  const cacheTs = Math.floor(platform.clock.now() / 1000);
  const user = userJson(person, platform.workspace.team.id, withEmail);
  return deliverEvent({ type, user, cache_ts: cacheTs }, platform);
}

/** Performs the `url_verification` handshake with the request URL; true when the challenge came back. */
export async function verifyRequestUrl(platform: Platform): Promise<boolean> {
  const url = platform.deliveries.requestUrl();
  if (url === null) return false;
  const challenge = platform.ids.hex(32);
  const body = JSON.stringify({ token: verificationToken, challenge, type: 'url_verification' });
  const headers = signedHeaders(platform.settings.signingSecret, body, 'application/json');
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!response.ok) return false;
  if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return answer === challenge;
  const parsed: unknown = JSON.parse(answer);
  return isObject(parsed) && parsed.challenge === challenge;
}
