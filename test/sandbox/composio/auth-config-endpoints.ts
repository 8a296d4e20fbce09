/** `/auth_configs`: make, look at, change, switch and delete auth configs. */

import { z } from 'zod';
import type { Endpoint } from './api.ts';
import { badRequest } from './api-error.ts';
import { type AuthConfig, showAuthConfig } from './auth-config.ts';
import { REASONS } from './connected-account.ts';
import { revokeTokens } from './gong-client.ts';
import { pageOf } from './page.ts';
import {
  accountsOf,
  createAuthConfig,
  findAuthConfig,
  type Project,
  setAuthConfigEnabled,
  setStatus,
} from './project.ts';
import { requireGong } from './toolkit.ts';

const created = z.object({
  toolkit: z.object({ slug: z.string().min(1) }),
  auth_config: z
    .object({
      type: z.enum(['use_custom_auth', 'use_composio_managed_auth']),
      name: z.string().optional(),
      authScheme: z.string().optional(),
      credentials: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

const customCredentials = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  scopes: z.string().optional(),
  oauth_redirect_uri: z.url().optional(),
});

const changed = z.object({
  type: z.enum(['custom', 'default']),
  name: z.string().min(1).optional(),
  credentials: z
    .object({
      client_id: z.string().min(1),
      client_secret: z.string().min(1),
      scopes: z.union([z.string(), z.array(z.string())]),
      oauth_redirect_uri: z.url(),
    })
    .partial()
    .optional(),
});

function createFromBody(project: Project, body: z.infer<typeof created>): object {
  requireGong(body.toolkit.slug);
  const { auth_config: asked } = body;
  if (asked?.type !== 'use_custom_auth')
    throw badRequest('Toolkit gong has no Composio-managed auth; use custom auth instead');
  if (asked.authScheme !== 'OAUTH2') throw badRequest(`Auth scheme ${asked.authScheme} is not available here`);
  const credentials = customCredentials.safeParse(asked.credentials ?? {});
  if (!credentials.success) {
    const details = credentials.error.issues.map(({ path, message }) => `credentials.${path.join('.')}: ${message}`);
    throw badRequest('Validation error while processing request', details);
  }
  const config = createAuthConfig(project, {
    name: asked.name,
    clientId: credentials.data.client_id,
    clientSecret: credentials.data.client_secret,
    scopes: credentials.data.scopes,
    oauthRedirectUri: credentials.data.oauth_redirect_uri,
  });
  return {
    toolkit: { slug: 'gong' },
    auth_config: { id: config.id, auth_scheme: 'OAUTH2', is_composio_managed: false, restrict_to_following_tools: [] },
  };
}

function change(project: Project, config: AuthConfig, body: z.infer<typeof changed>): object {
  if (body.type !== 'custom') throw badRequest('This auth config is custom: type must be "custom"');
  const { client_id, client_secret, scopes, oauth_redirect_uri } = body.credentials ?? {};
  config.name = body.name ?? config.name;
  config.clientId = client_id ?? config.clientId;
  config.clientSecret = client_secret ?? config.clientSecret;
  config.oauthRedirectUri = oauth_redirect_uri ?? config.oauthRedirectUri;
  if (scopes !== undefined) config.scopes = Array.isArray(scopes) ? scopes.join(',') : scopes;
  config.updatedAt = project.clock.now();
  return {};
}

function list(project: Project, query: URLSearchParams): object {
  const search = (query.get('search') ?? '').toLowerCase();
  const found = [...project.authConfigs.values()]
    .filter(({ deleted }) => !deleted)
    .filter(({ enabled }) => enabled || query.get('show_disabled') === 'true')
    .filter(() => ['gong', '', null].includes(query.get('toolkit_slug')))
    .filter(() => query.get('is_composio_managed') !== 'true')
    .filter(({ name, id }) => name.toLowerCase().includes(search) || id.toLowerCase() === search)
    .sort((one, other) => other.createdAt - one.createdAt);
  const page = pageOf(found, query, 20, 200);
  return { ...page, items: page.items.map((config) => show(project, config)) };
}

function show(project: Project, config: AuthConfig): object {
  return showAuthConfig(config, accountsOf(project, config.id).length, project.switches);
}

/** Soft delete: its connections stay, and stop working. */
export function deleteAuthConfig(project: Project, config: AuthConfig): void {
  config.deleted = true;
  config.enabled = false;
  for (const account of accountsOf(project, config.id))
    if (account.status === 'ACTIVE') setStatus(project, account, 'INACTIVE', REASONS.authConfigDisabled);
}

/** The same with `revoke_on_delete`: best effort, as for one account. */
async function removeWithGrants(project: Project, config: AuthConfig): Promise<object> {
  const accounts = accountsOf(project, config.id).filter(({ tokens }) => tokens !== null);
  deleteAuthConfig(project, config);
  if (!project.switches.revocationSupported) return {};
  for (const account of accounts) {
    if (account.tokens) await revokeTokens(project, config, account.tokens);
    account.tokens = null;
    setStatus(project, account, 'REVOKED', REASONS.revokedOnDelete);
  }
  return { revoke_job_id: project.newId('job_') };
}

/** The endpoints of auth configs. */
export function authConfigEndpoints(project: Project): Endpoint[] {
  const one = (params: Record<string, string>): AuthConfig => findAuthConfig(project, params.id ?? '');
  return [
    {
      method: 'POST',
      path: '/auth_configs',
      status: 201,
      answer: ({ read }) => createFromBody(project, read(created)),
    },
    { method: 'GET', path: '/auth_configs', answer: ({ query }) => list(project, query) },
    { method: 'GET', path: '/auth_configs/', answer: ({ query }) => list(project, query) },
    { method: 'GET', path: '/auth_configs/:id', answer: ({ params }) => show(project, one(params)) },
    {
      method: 'PATCH',
      path: '/auth_configs/:id',
      answer: ({ params, read }) => change(project, one(params), read(changed)),
    },
    {
      method: 'PATCH',
      path: '/auth_configs/:id/:status',
      answer: ({ params }) => {
        if (params.status !== 'ENABLED' && params.status !== 'DISABLED') throw badRequest('Invalid status');
        setAuthConfigEnabled(project, one(params), params.status === 'ENABLED');
        return {};
      },
    },
    {
      method: 'DELETE',
      path: '/auth_configs/:id',
      answer: ({ params, query }) => {
        if (query.get('revoke_on_delete') === 'true') return removeWithGrants(project, one(params));
        deleteAuthConfig(project, one(params));
        return {};
      },
    },
  ];
}
