/** What is not known for certain about Composio: each guess is a switch, so that the bot can be tested on both sides. */

export interface ComposioSwitches {
  /** What the toolkit calls the field of Gong's API base URL, if it says. Unsaid, the generic `base_url` is meant. */
  baseUrlField: 'base_url' | 'gong_url' | 'full' | 'not-said';
  /** The redirect URI that the toolkit declares as its default. */
  defaultRedirectUri: 'v1' | 'v3' | 'v3.1' | 'not-said';
  /** How `oauth_redirect_uri` comes back from `GET /auth_configs/{id}`. */
  redirectUriReadBack: 'same' | 'masked' | 'missing' | 'different';
  /** Whether connected accounts still carry the deprecated `user_id`. */
  userIdReturned: boolean;
  /** Whether a lapsed link fires `composio.connected_account.expired`, as dead credentials do. */
  lapseFiresWebhook: boolean;
  /** Whether disabling an auth config turns its ACTIVE connections INACTIVE. */
  disablingInactivates: boolean;
  /** Whether an INACTIVE connection executes tools all the same, as it was once seen to do. */
  inactiveExecutes: boolean;
  /** What the connect page does when nothing is missing: asks to go on, goes on by itself, or shows the fields anyway. */
  fullPrefill: 'confirms' | 'skips-page' | 'asks-anyway';
  /** Whether Composio calls the API base URL of Gong's token answer rather than the one that was typed. */
  adoptsCustomerBaseUrl: boolean;
  /** Whether Composio can revoke at Gong. */
  revocationSupported: boolean;
  /** Whether connections can be shared: yes, a 400, or what is experimental is taken no notice of. */
  sharedConnections: 'offered' | 'refused' | 'ignored';
  /** Whether `GET /webhook_subscriptions` shows the secret. */
  webhookSecretShown: boolean;
  /** Largest page of connected accounts; a larger `limit` is cut down to it. */
  largestPage: number;
}

export const COMPOSIO_DEFAULTS: ComposioSwitches = {
  baseUrlField: 'base_url',
  defaultRedirectUri: 'v1',
  redirectUriReadBack: 'same',
  userIdReturned: true,
  lapseFiresWebhook: false,
  disablingInactivates: true,
  inactiveExecutes: false,
  fullPrefill: 'confirms',
  adoptsCustomerBaseUrl: false,
  revocationSupported: true,
  sharedConnections: 'offered',
  webhookSecretShown: true,
  largestPage: 100,
};

/** Composio's callback URLs, old to new. All of them work. */
export const REDIRECT_URIS = {
  v1: 'https://backend.composio.dev/api/v1/auth-apps/add',
  v3: 'https://backend.composio.dev/api/v3/toolkits/auth/callback',
  'v3.1': 'https://backend.composio.dev/api/v3.1/toolkits/auth/callback',
} as const;

/** The base URL that the toolkit falls back on. */
export const DEFAULT_BASE_URL = 'https://api.gong.io';
