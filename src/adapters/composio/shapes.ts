/** Composio's answers, as far as the bot uses them. The SDK's own types are a promise, not a check. */

import { z } from 'zod';

const timestamp = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'not a time' });
  return at;
});

/** One connected account. Anything that may hold a token is left out. */
export const connectedAccount = z
  .object({
    id: z.string().min(1),
    status: z.string().min(1),
    status_reason: z.string().nullish(),
    is_disabled: z.boolean().nullish(),
    updated_at: timestamp,
    auth_config: z.object({ id: z.string(), is_disabled: z.boolean().nullish() }).nullish(),
  })
  .transform((account) => ({
    accountId: account.id,
    status: account.status,
    statusReason: account.status_reason || null,
    isDisabled: account.is_disabled ?? false,
    isAuthConfigDisabled: account.auth_config?.is_disabled ?? false,
    updatedAt: account.updated_at,
  }));

export const connectedAccountPage = z.object({
  items: z.array(connectedAccount),
  next_cursor: z.string().nullish(),
});

export const createdAuthConfig = z.object({ id: z.string().min(1) });

/** Scopes come as a list or as one text, separated by commas or spaces. */
const scopes = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((given) => (Array.isArray(given) ? given : (given ?? '').split(/[\s,]+/)).filter((scope) => scope !== ''));

export const authConfig = z
  .object({
    id: z.string().min(1),
    name: z.string().nullish(),
    status: z.string().nullish(),
    auth_scheme: z.string().nullish(),
    is_composio_managed: z.boolean().nullish(),
    toolkit: z.object({ slug: z.string() }),
    credentials: z
      .object({
        client_id: z.string().nullish(),
        scopes,
        oauth_redirect_uri: z.string().nullish(),
      })
      .nullish(),
  })
  .transform((config) => ({
    authConfigId: config.id,
    name: config.name ?? '',
    isEnabled: config.status !== 'DISABLED',
    isCustomGong:
      config.toolkit.slug.toLowerCase() === 'gong' &&
      config.is_composio_managed !== true &&
      (config.auth_scheme ?? 'OAUTH2') === 'OAUTH2',
    clientId: config.credentials?.client_id ?? null,
    scopes: config.credentials?.scopes ?? [],
    redirectUri: readableUri(config.credentials?.oauth_redirect_uri),
  }));

export const authConfigPage = z.object({ items: z.array(authConfig), next_cursor: z.string().nullish() });

export const connectLink = z.object({
  redirect_url: z.url({ protocol: /^https?$/ }),
  connected_account_id: z.string().min(1),
  expires_at: timestamp.nullish(),
});

const field = z.object({
  name: z.string(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  default: z.union([z.string(), z.number(), z.boolean()]).nullish(),
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

export const toolExecution = z.object({ successful: z.boolean(), error: z.unknown() });

/** Composio masks what it thinks is secret: a masked URI says nothing. */
function readableUri(text: string | null | undefined): string | null {
  return text && URL.canParse(text) && !text.includes('*') && !text.includes('…') ? text : null;
}
