/** Everything that can go wrong in words: a code for logs and metrics, what the person is told, and the cause. */

/** The base of every error that the bot raises itself. */
export abstract class BotError extends Error {
  /** Stable, for logs and metrics. */
  abstract readonly code: string;

  /** @param message what happened, why, and what to do now, fit for a person to read */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The database cannot be opened or written. */
export class DatabaseUnusable extends BotError {
  readonly code = 'database_unusable';
}

/** How a request to Composio failed. Whether it may have been acted upon all the same, `isOutcomeUnknown` says. */
export type ComposioFailure =
  | 'key_refused'
  | 'not_found'
  | 'bad_request'
  | 'sharing_refused'
  | 'rate_limited'
  | 'down'
  | 'slow'
  | 'unreadable';

/** Composio did not do what was asked. */
export class ComposioError extends BotError {
  readonly code: string;
  readonly failure: ComposioFailure;
  /** Composio may have done it all the same: look before asking again. */
  readonly isOutcomeUnknown: boolean;
  readonly retryAfterMs: number | null;
  /** The HTTP status that Composio answered with; null: there was no answer. */
  readonly status: number | null;
  /** Composio's own words, redacted; null: it gave none. */
  readonly detail: string | null;
  readonly requestId: string | null;

  constructor(
    failure: ComposioFailure,
    facts: {
      isOutcomeUnknown: boolean;
      retryAfterMs?: number | null;
      status?: number | null;
      detail?: string | null;
      requestId?: string | null;
    },
    options?: ErrorOptions,
  ) {
    super(composioWords[failure], options);
    this.failure = failure;
    this.code = `composio_${failure}`;
    this.isOutcomeUnknown = facts.isOutcomeUnknown;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.status = facts.status ?? null;
    this.detail = facts.detail ?? null;
    this.requestId = facts.requestId ?? null;
  }
}

const composioWords: Record<ComposioFailure, string> = {
  key_refused:
    'Composio refused the API key. Whoever runs the bot needs to check COMPOSIO_API_KEY: it must be a key of this project, with rights to auth configs, connected accounts and tools.',
  not_found: 'Composio does not know what was asked for. It may have been deleted there.',
  bad_request: 'Composio refused the request.',
  sharing_refused:
    'Composio refused to share one connection among several people. That is an experimental part of Composio, which this project may not have. People can connect with a personal link each instead.',
  rate_limited: 'Composio is getting too many requests from this organization. Try again in a minute.',
  down: 'Composio cannot be reached or is having trouble. Try again in a few minutes.',
  slow: 'Composio took too long to answer. Try again in a few minutes.',
  unreadable: 'Composio answered with something unreadable. Try again in a few minutes.',
};

/** How a call to Slack's Web API failed. */
export class SlackError extends BotError {
  readonly code: string;
  /** Slack's own error name (`channel_not_found`, ...), or `ratelimited`, `unreachable`, `unreadable`. */
  readonly slackError: string;
  /** Slack may have done it all the same. */
  readonly isOutcomeUnknown: boolean;
  readonly retryAfterMs: number | null;
  /** With `missing_scope`: what Slack asks for, any of which may do; empty: Slack did not say. */
  readonly neededScopes: readonly string[];

  constructor(
    slackError: string,
    facts: {
      isOutcomeUnknown: boolean;
      retryAfterMs?: number | null;
      detail?: string;
      neededScopes?: readonly string[];
    },
    options?: ErrorOptions,
  ) {
    super(slackWords(slackError, facts), options);
    this.neededScopes = facts.neededScopes ?? [];
    this.slackError = slackError;
    this.code = `slack_${slackError}`;
    this.isOutcomeUnknown = facts.isOutcomeUnknown;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }

  /** Whether it is the bot's own token that Slack no longer takes: nothing can be delivered until that is mended. */
  get isTokenRefused(): boolean {
    if (this.isAboutOneFeature) return false;
    return tokenErrors.has(this.slackError);
  }

  /** Whether the token only lacks what one feature needs: messages can be delivered all the same. */
  get isAboutOneFeature(): boolean {
    return this.slackError === 'missing_scope' && this.neededScopes.some((scope) => featureScopes.has(scope));
  }

  /** Whether this recipient can never get a message. */
  get isAboutRecipient(): boolean {
    return recipientErrors.has(this.slackError);
  }
}

function slackWords(slackError: string, facts: { detail?: string; neededScopes?: readonly string[] }): string {
  const scopes = facts.neededScopes ?? [];
  if (slackError === 'missing_scope' && scopes.length > 0) {
    const ours = scopes.filter((scope) => featureScopes.has(scope));
    return `The Slack app was installed without the scope ${(ours.length > 0 ? ours : scopes).join(' or ')}. Whoever manages the app adds it at api.slack.com/apps (OAuth & Permissions) and installs the app again.`;
  }
  return `Slack answered ${slackError}${facts.detail ? `: ${facts.detail}` : ''}.`;
}

/** Scopes without which the bot delivers, and only people picked by channel or group, or files, are missing. */
const featureScopes: ReadonlySet<string> = new Set(['usergroups:read', 'channels:read', 'groups:read', 'files:write']);

const tokenErrors: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'not_allowed_token_type',
  'no_permission',
  'org_login_required',
  'ekm_access_denied',
  'team_access_not_granted',
]);

const recipientErrors: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_disabled',
  'user_not_visible',
  'users_not_found',
  'channel_not_found',
  'not_in_channel',
  'cannot_dm_bot',
  'is_archived',
  // An archived channel, to those who edit (Slack: chat.update, errors).
  'is_inactive',
  'messages_tab_disabled',
  'method_not_supported_for_channel_type',
]);
