/** Sentences about a change of scopes, and what became of it. Pure. */

import { code } from '../block-kit.ts';
import type { ComposioError } from '../errors.ts';
import type { SaveScopesOutcome } from './save.ts';

export const notSetUp = 'Gong is not set up, so there are no scopes to change. Type `/gong-setup` to set it up.';

export const isPaused =
  'Gong is paused, so nobody could reconnect now, and nobody was asked. Press *Resume* in `/gong-setup` first.';

export const takenMeanwhile =
  '*Somebody else has changed the scopes meanwhile*, so yours were not sent to Composio. Close this and press *Change scopes* again to see what holds now.';

export const tooMany = 'These are more scopes than the form can hold. Choose fewer.';

export const authConfigGone =
  'Composio *no longer has the auth config*: it was deleted there. Type `/gong-setup` to see what to do.';

/** @param lacking how many connections lack a scope now */
export function savedInWords(lacking: number): string {
  const who =
    lacking === 0
      ? 'Nobody has to reconnect.'
      : `${lacking.toLocaleString('en-US')} of those who are connected must reconnect: *Change scopes* in \`/gong-setup\` shows who, and asks them.`;
  return `*The scopes are changed.* ${who}`;
}

/** How a change ended that did not change anything, and what to do now. */
export function outcomeInWords(outcome: Exclude<SaveScopesOutcome, { kind: 'saved' }>): string {
  switch (outcome.kind) {
    case 'taken':
      return takenMeanwhile;
    case 'gone':
      return authConfigGone;
    case 'differs':
      return differsInWords(outcome.readBack);
    case 'failed':
      return failureInWords(outcome.error);
  }
}

/** Composio took the scopes and shows others. */
function differsInWords(readBack: readonly string[]): string {
  return `*Composio took the scopes and shows others*: ${readBack.slice(0, 20).map(code).join(', ')}. What was in force here stays written down. Look at the auth config in Composio, and save again.`;
}

/** What went wrong when Composio was told, and what to do now. */
export function failureInWords(error: ComposioError): string {
  const said = error.detail === null ? '' : `\nComposio said: ${code(error.detail)}`;
  const reference = error.requestId === null ? '' : `\nComposio’s reference: ${code(error.requestId)}`;
  return `${whatHappened(error)}${said}${reference}`;
}

function whatHappened(error: ComposioError): string {
  if (error.isOutcomeUnknown) {
    return '*Composio’s answer was lost*, and it does not show the new scopes. Save again in a few minutes: doing so twice is harmless.';
  }
  return `*The scopes were not changed.* ${error.message} Then save again.`;
}
