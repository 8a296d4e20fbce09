/** `POST /connected_accounts/link` and `POST /connected_accounts`: begin a connection. */

import { z } from 'zod';
import { changedAcl, requireShared, typeToMake } from './access-list.ts';
import { requireFreeAlias } from './account-endpoints.ts';
import type { Endpoint } from './api.ts';
import { ApiError } from './api-error.ts';
import type { AuthConfig } from './auth-config.ts';
import { askedScopes, showSharing } from './connected-account.ts';
import { authorizeUrl } from './gong-client.ts';
import { openLink } from './link.ts';
import { createAccount, findAuthConfig, type Project, setStatus } from './project.ts';

const userId = z.string().min(1).max(256);

const linked = z.object({
  auth_config_id: z.string().min(1),
  user_id: userId,
  alias: z.string().min(1).optional(),
  callback_url: z.url().optional(),
  connection_data: z.record(z.string(), z.unknown()).optional(),
  experimental: z
    .object({
      account_type: z.enum(['PRIVATE', 'SHARED']).optional(),
      acl_config_for_shared: changedAcl.optional(),
    })
    .optional(),
});

const initiated = z.object({
  auth_config: z.object({ id: z.string().min(1) }),
  connection: z.object({
    user_id: userId.default('default'),
    alias: z.string().min(1).optional(),
    callback_url: z.url().optional(),
    state: z.object({ authScheme: z.literal('OAUTH2'), val: z.record(z.string(), z.unknown()) }).optional(),
  }),
});

function enabledConfig(project: Project, id: string): AuthConfig {
  const config = findAuthConfig(project, id);
  if (!config.enabled) throw new ApiError(400, 612, 'Auth_Config_Disabled', 'Auth config is disabled');
  return config;
}

function texts(data: Record<string, unknown> = {}): Record<string, string> {
  const entries = Object.entries(data).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.filter(([name, value]) => name !== 'status' && value !== ''));
}

function link(project: Project, body: z.infer<typeof linked>): object {
  const config = enabledConfig(project, body.auth_config_id);
  const acl = body.experimental?.acl_config_for_shared;
  requireShared(body.experimental?.account_type ?? 'PRIVATE', acl);
  const accountType = typeToMake(body.experimental?.account_type, project.switches);
  requireFreeAlias(project, body.user_id, body.alias);
  const account = createAccount(project, {
    authConfigId: config.id,
    userId: body.user_id,
    alias: body.alias,
    accountType,
    acl,
    fields: texts(body.connection_data),
    callbackUrl: body.callback_url,
  });
  const opened = openLink(project, account);
  return {
    link_token: opened.token,
    redirect_url: `${project.url()}/link/${opened.token}`,
    expires_at: new Date(opened.expiresAt).toISOString(),
    connected_account_id: account.id,
    ...showSharing(account, project.switches),
  };
}

function initiate(project: Project, body: z.infer<typeof initiated>): object {
  const config = enabledConfig(project, body.auth_config.id);
  const { connection } = body;
  requireFreeAlias(project, connection.user_id, connection.alias);
  const account = createAccount(project, {
    authConfigId: config.id,
    userId: connection.user_id,
    alias: connection.alias,
    fields: texts(connection.state?.val),
    callbackUrl: connection.callback_url,
  });
  const { oauthState } = openLink(project, account);
  setStatus(project, account, 'INITIATED', null);
  const publicUrl = authorizeUrl(config, askedScopes(account, config), oauthState);
  const redirectUrl = String(project.gong.dns.resolve(publicUrl) ?? publicUrl);
  return {
    id: account.id,
    status: account.status,
    connectionData: { authScheme: 'OAUTH2', val: { status: account.status, redirectUrl, ...account.fields } },
    redirect_url: redirectUrl,
    redirect_uri: redirectUrl,
  };
}

/** The endpoints that begin a connection. */
export function linkEndpoints(project: Project): Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/connected_accounts/link',
      status: 201,
      answer: ({ read }) => link(project, read(linked)),
    },
    {
      method: 'POST',
      path: '/connected_accounts',
      status: 201,
      answer: ({ read }) => initiate(project, read(initiated)),
    },
  ];
}
