/** An auth config: an OAuth client of Gong that Composio holds, and how it looks when read back. */

import { type ComposioSwitches, REDIRECT_URIS } from './switches.ts';

export interface AuthConfig {
  id: string;
  uuid: string;
  name: string;
  clientId: string;
  clientSecret: string;
  /** As sent: separated by commas or spaces. */
  scopes: string;
  oauthRedirectUri: string;
  enabled: boolean;
  deleted: boolean;
  createdAt: number;
  updatedAt: number;
}

/** The scopes of an auth config, one by one. */
export function scopeList(scopes: string): string[] {
  return scopes.split(/[\s,]+/).filter((scope) => scope !== '');
}

/** A secret as Composio shows it again. */
export function masked(secret: string): string {
  return `${secret.slice(0, 4)}...`;
}

function readBackRedirectUri(uri: string, how: ComposioSwitches['redirectUriReadBack']): object {
  if (how === 'missing') return {};
  if (how === 'masked') return { oauth_redirect_uri: masked(uri) };
  const other = uri === REDIRECT_URIS.v3 ? REDIRECT_URIS.v1 : REDIRECT_URIS.v3;
  return { oauth_redirect_uri: how === 'different' ? other : uri };
}

/** An auth config as the API shows it: the client ID in plain, the secret masked. */
export function showAuthConfig(config: AuthConfig, connections: number, switches: ComposioSwitches): object {
  return {
    id: config.id,
    uuid: config.uuid,
    type: 'custom',
    toolkit: { slug: 'gong', logo: 'https://logos.composio.dev/api/gong' },
    name: config.name,
    auth_scheme: 'OAUTH2',
    is_composio_managed: false,
    credentials: {
      client_id: config.clientId,
      client_secret: masked(config.clientSecret),
      scopes: config.scopes,
      ...readBackRedirectUri(config.oauthRedirectUri, switches.redirectUriReadBack),
    },
    proxy_config: null,
    status: config.enabled ? 'ENABLED' : 'DISABLED',
    created_by: 'sandbox',
    created_at: new Date(config.createdAt).toISOString(),
    last_updated_at: new Date(config.updatedAt).toISOString(),
    no_of_connections: connections,
    expected_input_fields: [],
    restrict_to_following_tools: [],
    tool_access_config: { tools_for_connected_account_creation: [], tools_available_for_execution: [] },
    is_enabled_for_tool_router: true,
    is_connection_revoke_supported: switches.revocationSupported,
  };
}
