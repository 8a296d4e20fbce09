/** Sentences about rotating the client secret. Pure. */

import { code, mention } from '../block-kit.ts';
import type { ComposioError } from '../errors.ts';
import { companyOwner } from '../model.ts';
import type { Rotation } from '../stores/rotations.ts';

export const rotateTitle = 'Rotate client secret';

/** Said before the start, and again when the canary fails. */
export const oldSecretRule =
  'The old secret *cannot be read back from Composio*, so keep it until the canary has passed. If the canary fails you have two ways back: put the old secret in again by rotating once more (as long as Gong still takes it), or regenerate the secret in Gong and rotate with that one.';

/** Why a rotation ended before it was done, besides the codes of ComposioError. */
export const givenUp = { stopped: 'stopped', interrupted: 'interrupted', setupChanged: 'setup_changed' } as const;

/** Whose connection the canary is. */
export function canaryInWords({ canary }: Pick<Rotation, 'canary'>): string {
  return canary === companyOwner ? 'the company’s connection' : `${mention(canary)}’s connection`;
}

/** What went wrong when Composio was told the new secret, and what to do now. */
export function failureInWords(error: ComposioError): string {
  const said = error.detail === null ? '' : `\nComposio said: ${code(error.detail)}`;
  const reference = error.requestId === null ? '' : `\nComposio’s reference: ${code(error.requestId)}`;
  return `${whatHappened(error)}${said}${reference}`;
}

function whatHappened(error: ComposioError): string {
  if (error.isOutcomeUnknown) {
    return `*Composio’s answer was lost.* ${whetherItHasIt}`;
  }
  if (error.failure === 'bad_request') {
    return '*Composio refused the new secret*, so the one before is still in force. Compare it with what Gong shows, and submit it again.';
  }
  return `*The secret was not replaced*: the one before is still in force. ${error.message} Then submit it again.`;
}

const whetherItHasIt =
  'Whether it has the new client secret is not known. Submit it again: doing so twice is harmless.';

export const authConfigGone =
  '*Composio no longer has the auth config*, so there was nothing to put the secret into. Type `/gong-setup` to see what to do.';

/** Somebody else’s rotation is in the way. */
export function takenInWords({ createdBy }: Pick<Rotation, 'createdBy'>): string {
  return `${mention(createdBy)} is rotating the client secret at this moment, so yours was *not* sent to Composio. One rotation goes on at a time.`;
}

/** Why a rotation was given up, and what that leaves behind. */
export function givenUpInWords(rotation: Pick<Rotation, 'reason' | 'patchedAt'>): string {
  if (rotation.reason === givenUp.interrupted) {
    return `The bot was restarted while Composio was being told. ${whetherItHasIt} The secret itself was never stored: press *Rotate client secret* in \`/gong-setup\`.`;
  }
  if (rotation.reason === givenUp.setupChanged) {
    return 'Gong was set up anew, paused or removed meanwhile, so there is nothing left to rotate.';
  }
  if (rotation.reason === 'not_found') return authConfigGone;
  if (rotation.reason?.startsWith('lost_')) return `Composio’s answer was lost. ${whetherItHasIt}`;
  if (rotation.reason === givenUp.stopped && rotation.patchedAt !== null) {
    return 'Composio keeps the secret that was typed last. If Gong does not take it, connections stop working one after the other as their tokens are renewed, within a day or so: then rotate again.';
  }
  return 'Composio did not take the new secret, so the one before is still in force. `/gong-setup` lets you try again.';
}

/** Why the canary failed, what that may mean, and what to do. `reason`: the attempt's end. */
export function canaryFailedInWords(reason: string | null): string {
  const [state = '', detail = ''] = splitOnce(reason ?? '');
  const nobody = 'Nobody else is asked to reconnect.';
  switch (state) {
    case 'lapsed':
      return `The link was not finished within ten minutes. ${nobody}\n*What to do:* if Gong said “Insufficient permissions”, try the canary again together with a Technical Admin; an admin who is one can press it, too, and is the canary then. If it showed another error, compare the integration in Gong with \`/gong-setup\`. This says nothing yet about the secret.`;
    case 'failed':
      return `The link could not be made or sent (${code(detail || 'no reason')}). ${nobody}\n*What to do:* wait a few minutes and try the canary again. This says nothing yet about the secret.`;
    case 'superseded':
      return `The link was cancelled, since the connection was disconnected meanwhile. ${nobody}\n*What to do:* try the canary again.`;
    case 'declined':
      if (!wasDenied(detail)) break;
      return `*Deny* was pressed in Gong, or whoever pressed may not approve it. What came back: ${code(detail)}. ${nobody}\n*What to do:* try the canary again, as a Technical Admin, and press Allow. This says nothing yet about the secret.`;
  }
  return `Gong did not connect${detail ? `. What came back: ${code(detail)}` : ''}. ${nobody} Connections that work go on for now, and break as they are renewed if Gong does not take this secret.\n*What to do:* most likely the secret is not the one that Gong has now: open *Show secret* in Gong, copy it and type it again. If *Deny* was pressed, or whoever pressed is no Technical Admin, try the canary again.\n${oldSecretRule}`;
}

/** Whether another secret is the likely way out, rather than another try with this one. */
export function isSecretSuspected(reason: string | null): boolean {
  const [state, detail] = splitOnce(reason ?? '');
  return state === 'declined' && !wasDenied(detail);
}

/** Composio: "Connected accounts", reasons of a FAILED one. */
function wasDenied(detail: string): boolean {
  return /denied|access_denied/i.test(detail);
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf(': ');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 2)];
}
