/** A Gong sandbox with one integration, for one test. */

import { onTestFinished } from 'vitest';
import { createMovableClock, type MovableClock } from '../movable-clock.ts';
import { createGong, type Gong, type GongOptions } from './gong.ts';
import type { Integration } from './integrations.ts';

export const REDIRECT_URI = 'https://backend.composio.dev/api/v1/auth-apps/add';

export interface StartedGong {
  clock: MovableClock;
  gong: Gong;
  integration: Integration;
  /** An authorization request with every parameter right but those given; null leaves one out. */
  authorize(changes?: Record<string, string | null>): Promise<Response>;
  /** The consent form's answer; gives where the browser is sent. */
  decide(decision: 'allow' | 'deny', as?: string): Promise<URL>;
  /** A token request of this client, with the secret given or the right one. */
  token(form: Record<string, string>, secret?: string): Promise<{ status: number; body: Record<string, string> }>;
}

/** Starts Gong; the test that asked for it stops it. */
export async function startGong(options: Partial<GongOptions> = {}): Promise<StartedGong> {
  const clock = createMovableClock();
  const gong = await createGong({ clock, ...options });
  onTestFinished(async () => {
    await gong.close();
    clock.stop();
  });
  const scopes = ['api:users:read', 'api:workspaces:read'];
  const integration = gong.registerIntegration({ name: 'Gong Connect', scopes, redirectUris: [REDIRECT_URI] });
  const params = (changes: Record<string, string | null>): URLSearchParams => {
    const standard = {
      client_id: integration.clientId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: scopes.join(' '),
      state: 's1',
    };
    const all = Object.entries({ ...standard, ...changes });
    return new URLSearchParams(all.filter((entry): entry is [string, string] => entry[1] !== null));
  };
  return {
    clock,
    gong,
    integration,
    authorize: (changes = {}) => fetch(`${gong.url}/oauth2/authorize?${params(changes)}`, { redirect: 'manual' }),
    decide: async (decision, as = 'technical-admin') => {
      const init = { method: 'POST', body: params({ decision, as }), redirect: 'manual' } as const;
      const response = await fetch(`${gong.url}/oauth2/authorize`, init);
      return new URL(response.headers.get('location') ?? `${gong.url}/no-redirect`);
    },
    token: async (form, secret = integration.clientSecret) => {
      const authorization = `Basic ${Buffer.from(`${integration.clientId}:${secret}`).toString('base64')}`;
      const init = { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) };
      const response = await fetch(`${gong.url}/oauth2/generate-customer-token`, init);
      return { status: response.status, body: JSON.parse(await response.text()) };
    },
  };
}
