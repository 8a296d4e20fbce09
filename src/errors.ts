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
  /** Composio's own words, redacted; null: it gave none. */
  readonly detail: string | null;
  readonly requestId: string | null;

  constructor(
    failure: ComposioFailure,
    facts: {
      isOutcomeUnknown: boolean;
      retryAfterMs?: number | null;
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
    this.detail = facts.detail ?? null;
    this.requestId = facts.requestId ?? null;
  }
}

const composioWords: Record<ComposioFailure, string> = {
  key_refused:
    'Composio refused the API key. Whoever runs the bot needs to check COMPOSIO_API_KEY: it must be a key of this project, with rights to auth configs, connected accounts and tools.',
  not_found: 'Composio does not know what was asked for. It may have been deleted there.',
  bad_request: 'Composio refused the request.',
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

  constructor(
    slackError: string,
    facts: { isOutcomeUnknown: boolean; retryAfterMs?: number | null; detail?: string },
    options?: ErrorOptions,
  ) {
    super(`Slack answered ${slackError}${facts.detail ? `: ${facts.detail}` : ''}.`, options);
    this.slackError = slackError;
    this.code = `slack_${slackError}`;
    this.isOutcomeUnknown = facts.isOutcomeUnknown;
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }

  /** Whether it is the bot's own token that Slack no longer takes: nothing can be delivered until that is mended. */
  get isTokenRefused(): boolean {
    return tokenErrors.has(this.slackError);
  }

  /** Whether this recipient can never get a message. */
  get isAboutRecipient(): boolean {
    return recipientErrors.has(this.slackError);
  }
}

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
  'cannot_dm_bot',
  'is_archived',
  'messages_tab_disabled',
  'method_not_supported_for_channel_type',
]);
