/** Sentences of the wizard that more than one screen says. Pure. */

import { code, escapeMrkdwn, mention } from '../block-kit.ts';
import type { ComposioError } from '../errors.ts';
import { findScope } from '../gong/scopes.ts';
import type { SaveOutcome } from './save-outcome.ts';

/** Gong: "Create an OAuth app for Gong". */
export const technicalAdminRule =
  'Gong lets only a *Technical Admin* register an integration and approve it, and one approval covers the whole company. Anybody else sees “Insufficient permissions”. If that is not you, do this together with one, or hand the next step to one.';

/** Where the person is when they read what went wrong: in front of the form, or somewhere without one. */
export type Place = 'form' | 'elsewhere';

/** One line for each scope, with what it allows where that is known. */
export function scopesInWords(scopes: readonly string[]): string[] {
  if (scopes.length === 0) return ['Composio does not say which.'];
  return scopes.map((name) => {
    const scope = findScope(name);
    return `• ${code(name)}${scope ? ` ${escapeMrkdwn(scope.description)}` : ''}`;
  });
}

/** How a submission ended that did not set anything up, and what to do now. */
export function outcomeInWords(outcome: Exclude<SaveOutcome, { kind: 'saved' }>, place: Place): string {
  switch (outcome.kind) {
    case 'failed':
      return failureInWords(outcome.error, outcome.isSearched, place);
    case 'unasked':
      return `${outcome.error.message} Nothing was changed. Type \`/gong-setup\` to try again.`;
    case 'unfit':
      return 'That auth config is no longer in Composio, or is disabled there. Type `/gong-setup` to see what there is now.';
    case 'in_use':
      return 'Somebody has connected Gong meanwhile, so the setup stays as it is: starting over would cut them off. Type `/gong-setup` to see it.';
    case 'repeated':
      return 'This form was submitted before the bot was restarted. You will get a direct message that says what became of it.';
    case 'taken':
      return outcome.isSaved
        ? `${mention(outcome.by)} has set Gong up meanwhile. Type \`/gong-setup\` to see it.`
        : `${mention(outcome.by)} is setting Gong up at this moment. Wait a minute, then ${place === 'form' ? 'submit again' : 'type `/gong-setup` to see how it went'}.`;
  }
}

/**
 * What went wrong when Composio was asked to make the auth config, and what to do now.
 * @param isSearched whether Composio's list was read after a lost answer, without finding anything
 */
export function failureInWords(error: ComposioError, isSearched: boolean, place: Place): string {
  const said = error.detail === null ? '' : `\nComposio said: ${code(error.detail)}`;
  const reference = error.requestId === null ? '' : `\nComposio’s reference: ${code(error.requestId)}`;
  const again = place === 'form' ? 'submit again' : 'type `/gong-setup` and submit it again';
  return `${whatHappened(error, isSearched, again)}${said}${reference}`;
}

function whatHappened(error: ComposioError, isSearched: boolean, again: string): string {
  switch (error.failure) {
    case 'key_refused':
      return `*Composio refused the API key*, so nothing was set up. Whoever runs this bot needs to check \`COMPOSIO_API_KEY\`: it must be a key of the right project, with rights to auth configs. Then ${again}.`;
    case 'not_found':
      return `*Composio does not know the toolkit \`gong\`*, so nothing was set up. Whoever runs this bot needs to check \`COMPOSIO_BASE_URL\` and the Composio project. Then ${again}.`;
    case 'bad_request':
      return `*Composio refused what was sent*, so nothing was set up. Compare the client ID and the client secret with what Gong shows, and ${again}.`;
    case 'sharing_refused':
      return `*Composio refused to share one connection*, so nothing was set up. That is an experimental part of Composio, which this project may not have. Choose personal connections, and ${again}.`;
    case 'rate_limited':
      return `*Composio is getting too many requests*, so nothing was set up. Wait ${waitInWords(error.retryAfterMs)} and ${again}.`;
    case 'down':
      return error.isOutcomeUnknown
        ? `*Composio is having trouble.* ${whatIsKnown(isSearched)} In a few minutes, ${again}. ${noSecondOne}`
        : `*Composio cannot be reached*, so nothing was set up. In a few minutes, ${again}.`;
    case 'slow':
      return `*Composio took too long to answer.* ${whatIsKnown(isSearched)} In a few minutes, ${again}. ${noSecondOne}`;
    case 'unreadable':
      return `*Composio answered with something unreadable.* ${whatIsKnown(isSearched)} In a few minutes, ${again}. ${noSecondOne} If it goes on, whoever runs this bot needs to check \`COMPOSIO_BASE_URL\`.`;
  }
}

function whatIsKnown(isSearched: boolean): string {
  return isSearched
    ? 'The bot looked for the auth config afterwards and did not find one.'
    : 'Whether the auth config was made is not known yet.';
}

const noSecondOne = 'If one has turned up by then, it is used: there will not be two.';

function waitInWords(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return 'a minute';
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds === 1) return 'a second';
  return seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
