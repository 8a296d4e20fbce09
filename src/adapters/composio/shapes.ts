/** Composio's answers, as far as the bot uses them. The SDK's own types are a promise, not a check. */

import { z } from 'zod';
import type { AccessList, KeyInfo, WebhookSubscription } from '../../connections-port.ts';

const timestamp = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'not a time' });
  return at;
});

/** A time that is missing or of another shape only says less. */
function lenientTime(given: unknown): number | null {
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

const sharing = z.object({ account_type: z.enum(['PRIVATE', 'SHARED']) });

/** What is experimental may change its shape or go away: that only says less. */
function lenientSharing(given: unknown): boolean | null {
  const told = sharing.safeParse(given);
  return told.success ? told.data.account_type === 'SHARED' : null;
}

const identified = z.object({ id: z.string().min(1) });

/** One connected account. Anything that may hold a token is left out. */
export const connectedAccount = z
  .object({
    id: z.string().min(1),
    status: z.string().min(1),
    status_reason: z.string().nullish(),
    is_disabled: z.boolean().nullish(),
    updated_at: z.unknown().optional().transform(lenientTime),
    auth_config: z.object({ id: z.string(), is_disabled: z.boolean().nullish() }).nullish(),
    requested_scopes: z.unknown().optional().transform(readScopes),
    experimental: z.unknown().optional().transform(lenientSharing),
  })
  .transform((account) => ({
    accountId: account.id,
    status: account.status,
    statusReason: account.status_reason || null,
    isDisabled: account.is_disabled ?? false,
    isAuthConfigDisabled: account.auth_config?.is_disabled ?? false,
    updatedAt: account.updated_at,
    isShared: account.experimental,
    // Nothing can be connected without a scope: an empty list is one that Composio does not tell.
    requestedScopes: account.requested_scopes.length === 0 ? null : account.requested_scopes,
  }));

/** One account that cannot be read must not hide the others: it is there, and nothing is concluded from it. */
export const connectedAccountPage = z
  .object({ items: z.array(z.unknown()), next_cursor: z.string().nullish() })
  .transform(({ items, next_cursor }) => {
    const read = items.map((item) => ({ account: connectedAccount.safeParse(item), id: identified.safeParse(item) }));
    return {
      accounts: read.flatMap(({ account }) => (account.success ? [account.data] : [])),
      unreadable: read.flatMap(({ account, id }) => (!account.success && id.success ? [id.data.id] : [])),
      nextCursor: next_cursor || null,
    };
  });

const userIds = z.array(z.string());

/**
 * The access list of a shared account; null where Composio shows none. Half a list is an error: lists are written whole,
 * so what was not read would be lost.
 */
export const accountAccess = z
  .object({
    experimental: z
      .object({
        acl_config_for_shared: z
          .object({ allow_all_users: z.boolean(), allowed_user_ids: userIds, not_allowed_user_ids: userIds })
          .nullish(),
      })
      .nullish(),
  })
  .transform(({ experimental }): AccessList | null => {
    const list = experimental?.acl_config_for_shared;
    if (!list) return null;
    return { allowsAll: list.allow_all_users, allowed: list.allowed_user_ids, denied: list.not_allowed_user_ids };
  });

export const createdAuthConfig = z.object({ id: z.string().min(1) });

export const authConfig = z
  .object({
    id: z.string().min(1),
    name: z.string().nullish(),
    status: z.string().nullish(),
    auth_scheme: z.string().nullish(),
    is_composio_managed: z.boolean().nullish(),
    toolkit: z.object({ slug: z.string() }).nullish(),
    credentials: z
      .object({
        client_id: z.unknown().optional(),
        scopes: z.unknown().optional().transform(readScopes),
        oauth_redirect_uri: z.unknown().optional(),
      })
      .nullish(),
  })
  .transform((config) => ({
    authConfigId: config.id,
    name: config.name ?? '',
    isEnabled: config.status !== 'DISABLED',
    isCustomGong:
      (config.toolkit?.slug ?? 'gong').toLowerCase() === 'gong' &&
      config.is_composio_managed !== true &&
      (config.auth_scheme ?? 'OAUTH2') === 'OAUTH2',
    toolkit: config.toolkit?.slug ?? null,
    authScheme: config.auth_scheme ?? null,
    clientId: readable(config.credentials?.client_id),
    scopes: config.credentials?.scopes ?? [],
    redirectUri: readableUri(config.credentials?.oauth_redirect_uri),
  }));

const named = z.object({ name: z.string() });

/** `unreadable`: the names of auth configs whose shape cannot be read, null where even the name cannot. */
export const authConfigPage = z
  .object({ items: z.array(z.unknown()), next_cursor: z.string().nullish() })
  .transform(({ items, next_cursor }) => ({
    items: items.map((item) => authConfig.safeParse(item)).flatMap((item) => (item.success ? [item.data] : [])),
    unreadable: items
      .filter((item) => !authConfig.safeParse(item).success)
      .map((item) => named.safeParse(item).data?.name ?? null),
    nextCursor: next_cursor || null,
  }));

export const connectLink = z.object({
  redirect_url: z.url({ protocol: /^https?$/ }),
  connected_account_id: z.string().min(1),
  expires_at: timestamp.nullish(),
  experimental: z.unknown().optional().transform(lenientSharing),
});

const field = z.object({
  name: z.string(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  default: z.unknown().optional(),
});
const fields = z.object({ required: z.array(field).nullish(), optional: z.array(field).nullish() }).nullish();

/** A toolkit's fields, for making an auth config and for connecting an account. */
export const toolkit = z.object({
  auth_config_details: z
    .array(
      z.object({
        mode: z.string(),
        fields: z.object({ auth_config_creation: fields, connected_account_initiation: fields }).nullish(),
      }),
    )
    .nullish(),
});

/** Nothing but the first: a project has one. */
export const webhookSubscriptions = z
  .object({
    items: z.array(
      z.object({ webhook_url: z.string(), enabled_events: z.array(z.string()), version: z.string().nullish() }),
    ),
  })
  .transform(({ items: [first] }): WebhookSubscription | null =>
    first ? { url: first.webhook_url, events: first.enabled_events, version: first.version ?? null } : null,
  );

/** The answer holds keys and secrets as well: they are left out. */
export const sessionInfo = z
  .object({
    project: z
      .object({ nano_id: z.string().nullish(), id: z.string().nullish(), name: z.string().nullish() })
      .nullish(),
    api_key: z.object({ project_id: z.string().nullish() }).nullish(),
  })
  .transform(
    ({ project, api_key }): KeyInfo => ({
      projectId: project?.nano_id ?? project?.id ?? api_key?.project_id ?? null,
      projectName: project?.name ?? null,
    }),
  );

export const toolExecution = z.object({ successful: z.boolean(), error: z.unknown().optional() });

/** Scopes come as a list or as one text, separated by commas or spaces. */
function readScopes(given: unknown): string[] {
  const parts = Array.isArray(given) ? given : typeof given === 'string' ? given.split(/[\s,]+/) : [];
  return parts.filter((part): part is string => typeof part === 'string' && part !== '');
}

/** Composio masks what it thinks is secret: what is masked says nothing. */
function readable(given: unknown): string | null {
  return typeof given === 'string' && given !== '' && !/[*•…]|\.\.\.$/.test(given) ? given : null;
}

function readableUri(given: unknown): string | null {
  const text = readable(given);
  return text !== null && URL.canParse(text) ? text : null;
}
